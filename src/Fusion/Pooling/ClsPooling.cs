using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>The class token of a row: its first real timeless token, or the token in first place where the sequence knows of no timeless ones. Exactly 0 for a row without.</summary>
/// <remarks>Devlin et al. 2018, BERT, arXiv:1810.04805.</remarks>
[Part("cls")]
public sealed class ClsPooling : Module<TokenSequence, Tensor>, IPooling
{
    /// <summary>Makes a pooling.</summary>
    public ClsPooling() : base("cls") { }

    /// <summary>[B, T, D] → [B, D].</summary>
    public override Tensor forward(TokenSequence tokens)
    {
        Axes.Match((tokens.Values, "B T D"), (tokens.Valid, "B T"));
        using var scope = NewDisposeScope();
        // The mean of one token is the token.
        return Masked.Mean(tokens.Values, Chosen(tokens)).MoveToOuterDisposeScope();
    }

    // [B, T] bool, true at one token of a row at most.
    private static Tensor Chosen(TokenSequence tokens)
    {
        if (tokens.Timeless is null) return tokens.Valid.logical_and(arange(tokens.Valid.shape[1], device: tokens.Valid.device).eq(0));
        var candidates = tokens.Valid.logical_and(tokens.Timeless);
        return candidates.logical_and(candidates.cumsum(1).eq(1));
    }
}
