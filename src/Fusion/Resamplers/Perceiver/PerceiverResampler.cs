using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Makes L tokens of each media item, however many it has: learned latents that read it.</summary>
/// <remarks>
/// A latent has the mean second of its item and the item's span, so a band finer than an item needs items cut into time units.
/// Alayrac et al. 2022, Flamingo, arXiv:2204.14198. Weights have the names of flamingo-pytorch and OpenFlamingo (whose <c>media_time_embs</c> is <c>media_pos_emb</c> here).
/// Differs: masks, so that frames and tokens of an item may be fewer than others have, and absent items are not computed.
/// </remarks>
[Part("perceiver")]
public sealed class PerceiverResampler : Module<MediaTokens, TokenSequence>, IResampler, IPublishedWeights
{
    private readonly PerceiverResamplerOptions _options;
    [ComponentName(Name = "latents")] private readonly Parameter _latents;
    [ComponentName(Name = "frame_embs")] private readonly Parameter? _frames;
    [ComponentName(Name = "media_pos_emb")] private readonly Parameter? _items;
    [ComponentName(Name = "layers")] private readonly ModuleList<PerceiverLayer> _layers;
    [ComponentName(Name = "norm")] private readonly LayerNorm _norm;

    /// <summary>Makes a resampler.</summary>
    public PerceiverResampler(PerceiverResamplerOptions options, PartSizes sizes) : base("perceiver")
    {
        OutputWidth = sizes.InputWidth;
        _options = options;
        _latents = new Parameter(randn(options.Latents, sizes.InputWidth));
        if (options.FramePositions > 0) _frames = new Parameter(randn(options.FramePositions, sizes.InputWidth));
        if (options.MediaPositions > 0) _items = new Parameter(randn(options.MediaPositions, 1, sizes.InputWidth));
        _layers = new([.. Enumerable.Range(0, options.Depth).Select(_ => new PerceiverLayer(options, sizes.InputWidth))]);
        _norm = LayerNorm(sizes.InputWidth);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public int OutputWidth { get; }

    /// <inheritdoc/>
    public IReadOnlyList<WeightLayout> PublishedLayouts => FlamingoLayouts.Resampler;

    /// <summary>[B, M, N, E] → [B, M·L, E]; M counts time units where items are cut.</summary>
    /// <exception cref="ArgumentException">The axes do not fit, or there are more frames or media items than learned positions.</exception>
    public override TokenSequence forward(MediaTokens media)
    {
        Media.Check(media, OutputWidth);
        using var scope = NewDisposeScope();
        return ItemTokens.Of(Positioned(media), _latents.shape[0], OutputWidth, _options.UnitSeconds, Read).MoveToOuterDisposeScope();
    }

    private MediaTokens Positioned(MediaTokens media)
    {
        if (_frames is not null) media = LearnedPositions.AddFrames(media, _frames, _options.TokensPerFrame);
        if (_items is not null) media = LearnedPositions.AddItems(media, _items);
        return _options.UnitSeconds > 0 ? TimeUnits.Cut(media, _options.UnitSeconds) : media;
    }

    /// <summary>Present items [R, N, E] and their mask [R, N] → [R, L, E].</summary>
    internal Tensor Read(Tensor x, Tensor valid)
    {
        var mask = LatentMask(valid);
        var latents = _latents.unsqueeze(0);                                                        // [1, L, E]: all items start alike
        x = functional.layer_norm(x, [OutputWidth]);                                                // each layer scales and shifts it by itself
        foreach (var layer in _layers) latents = layer.call(x, latents, mask);
        return _norm.call(latents);
    }

    // Keys are the item's tokens, then the latents, which are always real.
    private KeyMask? LatentMask(Tensor valid) =>
        Masked.All(valid) ? null : KeyMask.Of(cat([valid, ones([valid.shape[0], _latents.shape[0]], ScalarType.Bool, valid.device)], 1));
}
