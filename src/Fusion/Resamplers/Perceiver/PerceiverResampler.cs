using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="PerceiverResampler"/>.</summary>
public sealed record PerceiverResamplerOptions
{
    /// <summary>Latents L: tokens that come out for each media item. Default 64.</summary>
    [Range(1, 1024)] public int Latents { get; init; } = 64;

    /// <summary>Layers. Default 2.</summary>
    [Range(1, 64)] public int Depth { get; init; } = 2;

    /// <summary>Heads H. Default 8.</summary>
    [Range(1, 128)] public int Heads { get; init; } = 8;

    /// <summary>Width d of one head. Default 64.</summary>
    [Range(1, 1024)] public int HeadWidth { get; init; } = 64;

    /// <summary>Hidden width of the feed-forward over the width of the tokens. Default 4.</summary>
    [Range(0.1, 16.0)] public double Multiplier { get; init; } = 4;

    /// <summary>Learned positions of media items, at most so many; flamingo-pytorch has 4. Default 0: none, as in OpenFlamingo's weights.</summary>
    [Range(0, 65536)] public int MediaPositions { get; init; }

    /// <summary>Cuts items into time units of so many seconds, each resampled by itself. Default 0: items stay whole.</summary>
    [Range(0.0, 86400.0)] public double UnitSeconds { get; init; }
}

/// <summary>Makes L tokens of each media item, however many it has: learned latents that read it.</summary>
/// <remarks>
/// A latent has the mean second of its item and the item's span, so a band finer than an item needs items cut into time units.
/// Alayrac et al. 2022, Flamingo, arXiv:2204.14198, with the names of flamingo-pytorch and OpenFlamingo, whose weights load as they are.
/// Differs: masks, and absent items are not computed.
/// </remarks>
[Part("perceiver")]
public sealed class PerceiverResampler : Module<MediaTokens, TokenSequence>, IResampler, IPublishedWeights
{
    private readonly double _unitSeconds;
    [ComponentName(Name = "latents")] private readonly Parameter _latents;
    [ComponentName(Name = "media_pos_emb")] private readonly Parameter? _positions;
    [ComponentName(Name = "layers")] private readonly ModuleList<PerceiverLayer> _layers;
    [ComponentName(Name = "norm")] private readonly LayerNorm _norm;

    /// <summary>Makes a resampler.</summary>
    public PerceiverResampler(PerceiverResamplerOptions options, PartSizes sizes) : base("perceiver")
    {
        OutputWidth = sizes.InputWidth;
        _unitSeconds = options.UnitSeconds;
        _latents = new Parameter(randn(options.Latents, sizes.InputWidth));
        if (options.MediaPositions > 0) _positions = new Parameter(randn(options.MediaPositions, 1, sizes.InputWidth));
        _layers = new([.. Enumerable.Range(0, options.Depth).Select(_ => new PerceiverLayer(options, sizes.InputWidth))]);
        _norm = LayerNorm(sizes.InputWidth);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public int OutputWidth { get; }

    /// <inheritdoc/>
    public IReadOnlyList<WeightLayout> PublishedLayouts => FlamingoLayouts.Resampler;

    /// <summary>[B, M, N, E] → [B, M·L, E]; M counts time units where items are cut.</summary>
    /// <exception cref="ArgumentException">The axes do not fit, or there are more media items than learned positions.</exception>
    public override TokenSequence forward(MediaTokens media)
    {
        Media.Check(media);
        using var scope = NewDisposeScope();
        if (_unitSeconds > 0) media = TimeUnits.Cut(media, _unitSeconds);
        var clock = ItemClock.Of(media);
        return new TokenSequence
        {
            Values = Resample(media, clock.Valid),
            Valid = PerLatent(clock.Valid),
            Seconds = PerLatent(clock.Seconds),
            Span = PerLatent(clock.Span),
            Item = Media.Items(media, _latents.shape[0]).flatten(1),
            Timeless = clock.Timeless is null ? null : PerLatent(clock.Timeless),
        }.MoveToOuterDisposeScope();
    }

    // [B, M, N, E] → [B, M·L, E]. An item that is absent in a row is not computed there.
    private Tensor Resample(MediaTokens media, Tensor present)
    {
        var (rows, items, width) = (media.Values.shape[0], media.Values.shape[1], media.Values.shape[3]);
        var kept = PresentRows.Of(present.flatten());
        if (kept.Count == 0) return zeros([rows, items * _latents.shape[0], width], media.Values.dtype, media.Values.device);
        var values = Masked.Zero(media.Values, media.Valid);
        var x = kept.Take(Positioned(values).flatten(0, 1));                                        // [R, N, E]
        var mask = LatentMask(kept.Take(media.Valid.flatten(0, 1)));
        var latents = _latents.unsqueeze(0);                                                        // [1, L, E]: all items start alike
        x = functional.layer_norm(x, [width]);                                                      // each layer scales and shifts it by itself
        foreach (var layer in _layers) latents = layer.call(x, latents, mask);
        return kept.Put(_norm.call(latents)).view(rows, -1, width);
    }

    private Tensor Positioned(Tensor values)
    {
        if (_positions is null) return values;
        var items = values.shape[1];
        if (items > _positions.shape[0])
            throw new ArgumentException($"Expected at most {_positions.shape[0]} media items, the resampler's learned positions; got {items}. Raise mediaPositions.");
        return values + _positions.narrow(0, 0, items);
    }

    // Keys are the item's tokens, then the latents, which are always real.
    private KeyMask? LatentMask(Tensor valid) =>
        Masked.All(valid) ? null : KeyMask.Of(cat([valid, ones([valid.shape[0], _latents.shape[0]], ScalarType.Bool, valid.device)], 1));

    private Tensor PerLatent(Tensor perItem) => perItem.repeat_interleave(_latents.shape[0], 1);
}
