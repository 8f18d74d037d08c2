using System.ComponentModel.DataAnnotations;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="TemporalSubsampleResampler"/>.</summary>
public sealed record TemporalSubsampleResamplerOptions : PartOptions<IResampler>
{
    /// <summary>Frames K that stay of each media item. Default 12.</summary>
    [Range(1, 65536)] public int Frames { get; init; } = 12;

    /// <summary>Tokens v of a frame. Default 1.</summary>
    [Range(1, 65536)] public int TokensPerFrame { get; init; } = 1;
}

/// <summary>Keeps at most K real frames of each media item, evenly spread from its first to its last, with their times; class tokens stay beside them.</summary>
/// <remarks>Of n real frames it keeps number round(i·(n − 1)/(K − 1)), i = 0 … K − 1; of K or fewer all, of which one alone the middle one. Frames that are not real are not counted.</remarks>
[Part("temporal-subsample")]
public sealed class TemporalSubsampleResampler : Module<MediaTokens, TokenSequence>, IResampler
{
    private readonly TemporalSubsampleResamplerOptions _options;

    /// <summary>Makes a resampler.</summary>
    public TemporalSubsampleResampler(TemporalSubsampleResamplerOptions options, PartSizes sizes) : base("temporal-subsample")
    {
        _options = options;
        OutputWidth = sizes.InputWidth;
    }

    /// <inheritdoc/>
    public int OutputWidth { get; }

    /// <summary>[B, M, N, E] → [B, M·(v·min(K, F) + class tokens), E].</summary>
    /// <exception cref="ArgumentException">The axes do not fit, or the tokens are no whole number of frames.</exception>
    public override TokenSequence forward(MediaTokens media)
    {
        Media.Check(media, OutputWidth);
        using var scope = NewDisposeScope();
        var parts = ItemParts.Of(media, _options.TokensPerFrame);
        var kept = parts.Frames is { } frames ? Keep(frames.Map(x => x.unflatten(1, media.Values.shape[1], parts.FrameCount))) : null;
        return Media.Row(parts.With(kept)).MoveToOuterDisposeScope();
    }

    // [B, M, F, v, E] → [B, M, K·v, E].
    private MediaTokens Keep(MediaTokens frames)
    {
        var real = frames.Valid.any(-1);                                                            // [B, M, F]
        var count = real.sum(-1, keepdim: true);                                                    // [B, M, 1]
        var places = arange(Math.Min(_options.Frames, real.shape[2]), device: real.device);
        var source = RealFirst(real).gather(2, Chosen(count, places));                              // [B, M, K]
        var place = (arange(source.shape[0] * source.shape[1], device: real.device).view(source.shape[0], -1, 1) * real.shape[2] + source).flatten();
        // Whole frames by their places: ten times as fast as a gather that asks for every channel.
        var kept = frames.Map(x => x.flatten(0, 2).index_select(0, place).view([.. source.shape, .. x.shape[3..]]));
        var valid = kept.Valid.logical_and(places.lt(count).unsqueeze(-1)).flatten(2);
        return new()
        {
            Values = Masked.Zero(kept.Values.flatten(2, 3), valid),
            Valid = valid,
            Seconds = kept.Seconds.flatten(2),
            Span = kept.Span.flatten(2),
        };
    }

    // Which of an item's real frames come to each place.
    private Tensor Chosen(Tensor count, Tensor places)
    {
        var step = _options.Frames == 1 ? places.to_type(ScalarType.Float64) + 0.5 : places.to_type(ScalarType.Float64) / (_options.Frames - 1);
        var spread = (step * (count - 1).clamp_min(0)).round().to_type(ScalarType.Int64);
        return spread.where(count.gt(_options.Frames), places);
    }

    // int64: the numbers of the real frames in their order, then the others.
    private static Tensor RealFirst(Tensor real)
    {
        var frames = real.shape[2];
        return (arange(frames, device: real.device) + real.logical_not().to_type(ScalarType.Int64) * frames).argsort(-1);
    }
}
