using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>The mean of a row's real tokens; exactly 0 for a row without any.</summary>
[Part("masked-mean")]
public sealed class MaskedMeanPooling : Module<TokenSequence, Tensor>, IPooling
{
    /// <summary>Makes a pooling.</summary>
    public MaskedMeanPooling() : base("masked-mean") { }

    /// <summary>[B, T, D] → [B, D].</summary>
    public override Tensor forward(TokenSequence tokens)
    {
        Axes.Match((tokens.Values, "B T D"), (tokens.Valid, "B T"));
        using var scope = NewDisposeScope();
        return Masked.Mean(tokens.Values, tokens.Valid).MoveToOuterDisposeScope();
    }
}
