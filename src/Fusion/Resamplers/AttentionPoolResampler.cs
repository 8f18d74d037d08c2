using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="AttentionPoolResampler"/>.</summary>
public sealed record AttentionPoolResamplerOptions : PartOptions<IResampler>, ISizedOptions
{
    /// <summary>Tokens L that come out for each media item, each with scores of its own. Default 1.</summary>
    [Range(1, 1024)] public int Tokens { get; init; } = 1;

    /// <summary>Hidden width of the scores. Default 128; 0: a linear score.</summary>
    [Range(0, 65536)] public int Hidden { get; init; } = 128;

    /// <summary>Cuts items into time units of so many seconds, each pooled by itself. Default 0: items stay whole.</summary>
    [Range(0.0, 86400.0)] public double UnitSeconds { get; init; }

    double ISizedOptions.LeastNumbers(PartSizes sizes) => Hidden == 0 ? (double)sizes.InputWidth * Tokens : (double)Hidden * (sizes.InputWidth + Tokens);
}

/// <summary>Makes L tokens of each media item: means whose weights are a softmax over learned scores of its tokens.</summary>
/// <remarks>
/// score = W tanh(V LayerNorm(x)); the mean is of the tokens as they came. Ilse et al. 2018, Attention-based deep multiple instance learning, arXiv:1802.04712.
/// Differs: the norm, several means, masks.
/// </remarks>
[Part("attention-pool")]
public sealed class AttentionPoolResampler : Module<MediaTokens, TokenSequence>, IResampler
{
    private readonly AttentionPoolResamplerOptions _options;
    [ComponentName(Name = "norm")] private readonly LayerNorm _norm;
    [ComponentName(Name = "score")] private readonly ModuleList<Projection> _score;

    /// <summary>Makes a resampler.</summary>
    public AttentionPoolResampler(AttentionPoolResamplerOptions options, PartSizes sizes) : base("attention-pool")
    {
        _options = options;
        OutputWidth = sizes.InputWidth;
        _norm = LayerNorm(sizes.InputWidth);
        // A shift of all scores changes no softmax.
        _score = options.Hidden == 0
            ? new(new Projection(sizes.InputWidth, options.Tokens, hasBias: false))
            : new(new Projection(sizes.InputWidth, options.Hidden), new Projection(options.Hidden, options.Tokens, hasBias: false));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public int OutputWidth { get; }

    /// <summary>[B, M, N, E] → [B, M·L, E]; M counts time units where items are cut.</summary>
    /// <exception cref="ArgumentException">The axes do not fit.</exception>
    public override TokenSequence forward(MediaTokens media)
    {
        Media.Check(media, OutputWidth);
        using var scope = NewDisposeScope();
        if (_options.UnitSeconds > 0) media = TimeUnits.Cut(media, _options.UnitSeconds);
        return ItemTokens.Of(media, _options.Tokens, OutputWidth, _options.UnitSeconds, Pool).MoveToOuterDisposeScope();
    }

    // [R, N, E] → [R, L, E]; each item has a real token.
    private Tensor Pool(Tensor x, Tensor valid)
    {
        var scores = _score[0].Normed(_norm, x);
        if (_score.Count > 1) scores = _score[1].call(scores.tanh_());
        return scores.to_type(x.dtype).transpose(1, 2)                                              // [R, L, N]
            .masked_fill(valid.logical_not().unsqueeze(1), double.NegativeInfinity).softmax(-1).bmm(x);
    }
}
