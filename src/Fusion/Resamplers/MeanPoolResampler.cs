using System.ComponentModel.DataAnnotations;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="MeanPoolResampler"/>.</summary>
public sealed record MeanPoolResamplerOptions : PartOptions<IResampler>
{
    /// <summary>Tokens v of a frame: one mean for each frame. Default 0: one for the whole item.</summary>
    [Range(0, 65536)] public int TokensPerFrame { get; init; }
}

/// <summary>Makes one token of each media item or of each of its frames, the mean of its real tokens, and keeps class tokens beside them.</summary>
[Part("mean-pool")]
public sealed class MeanPoolResampler : Module<MediaTokens, TokenSequence>, IResampler
{
    private readonly int _tokensPerFrame;

    /// <summary>Makes a resampler.</summary>
    public MeanPoolResampler(MeanPoolResamplerOptions options, PartSizes sizes) : base("mean-pool")
    {
        _tokensPerFrame = options.TokensPerFrame;
        OutputWidth = sizes.InputWidth;
    }

    /// <inheritdoc/>
    public int OutputWidth { get; }

    /// <summary>[B, M, N, E] → [B, M·(F + K), E]: the means of an item's F frames, then the K places that hold class tokens. Only class tokens: no mean.</summary>
    /// <exception cref="ArgumentException">The axes do not fit, or the tokens are no whole number of frames.</exception>
    public override TokenSequence forward(MediaTokens media)
    {
        Media.Check(media, OutputWidth);
        using var scope = NewDisposeScope();
        var parts = ItemParts.Of(media, _tokensPerFrame);
        var means = parts.Frames is { } frames ? Means(frames).Map(x => x.unflatten(1, media.Values.shape[1], parts.FrameCount)) : null;
        return Media.Row(parts.With(means)).MoveToOuterDisposeScope();
    }

    // [B, M·F, v, E] → [B, M·F, E].
    private static MediaTokens Means(MediaTokens frames)
    {
        var clock = ItemClock.Of(frames);
        return new() { Values = Masked.Mean(frames.Values, frames.Valid), Valid = clock.Valid, Seconds = clock.Seconds, Span = clock.Span };
    }
}
