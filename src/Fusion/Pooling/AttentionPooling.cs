using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="AttentionPooling"/>.</summary>
public sealed record AttentionPoolingOptions : PartOptions<IPooling>, ISizedOptions
{
    /// <summary>Hidden width of the network that scores a token. Default 128, as published; 0 = one linear score.</summary>
    [Range(0, 65536)] public int Hidden { get; init; } = 128;

    double ISizedOptions.LeastNumbers(PartSizes sizes) => (double)sizes.InputWidth * Math.Max(1, Hidden);
}

/// <summary>The mean of a row's real tokens, weighted by a learned score of each; exactly 0 for a row without any.</summary>
/// <remarks>Weights are the softmax over real tokens of w · tanh(V x). Ilse et al. 2018, Attention-based Deep Multiple Instance Learning, arXiv:1802.04712.</remarks>
[Part("attention")]
public sealed class AttentionPooling : Module<TokenSequence, Tensor>, IPooling
{
    private readonly int _width;
    [ComponentName(Name = "score")] private readonly Sequential _score;

    /// <summary>Makes a pooling.</summary>
    public AttentionPooling(AttentionPoolingOptions options, PartSizes sizes) : base("attention")
    {
        _width = sizes.InputWidth;
        // No bias on the score itself: it would shift all tokens alike, which a softmax does not see.
        _score = options.Hidden == 0
            ? Sequential(Linear(sizes.InputWidth, 1, hasBias: false))
            : Sequential(Linear(sizes.InputWidth, options.Hidden), Tanh(), Linear(options.Hidden, 1, hasBias: false));
        RegisterComponents();
    }

    /// <summary>[B, T, D] → [B, D].</summary>
    public override Tensor forward(TokenSequence tokens)
    {
        Axes.Match((tokens.Values, $"B T {_width}"), (tokens.Valid, "B T"));
        using var scope = NewDisposeScope();
        var values = Masked.Zero(tokens.Values, tokens.Valid);
        var scores = Scores(values).squeeze(-1).unsqueeze(1).unsqueeze(1);                          // [B, 1, 1, T]
        var weights = (KeyMask.Of(tokens.Valid) is { } mask ? scores + mask.Bias : scores).softmax(-1);
        // A row without tokens weighs its zeros evenly.
        return weights.squeeze(1).bmm(values).squeeze(1).MoveToOuterDisposeScope();
    }

    /// <summary>[…, D] → […, 1].</summary>
    internal Tensor Scores(Tensor values) => _score.call(values);
}
