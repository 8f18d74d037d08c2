using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>How the blocks of <see cref="IsabPmaResampler"/> are built.</summary>
public enum SetFlavour
{
    /// <summary>As in the Set Transformer's own code: its weights load by name.</summary>
    SetTransformer,

    /// <summary>Norms before attention and feed-forward, the query itself stays, GELU, each head's own scale.</summary>
    PreNorm,
}

/// <summary>Options of <see cref="IsabPmaResampler"/>.</summary>
public sealed record IsabPmaResamplerOptions : PartOptions<IResampler>, ISizedOptions
{
    /// <summary>Which blocks. Default <c>set-transformer</c>.</summary>
    public SetFlavour Flavour { get; init; } = SetFlavour.SetTransformer;

    /// <summary>Seeds L: tokens that come out for each media item. Default 16.</summary>
    [Range(1, 1024)] public int Seeds { get; init; } = 16;

    /// <summary>Inducing points. Default 32.</summary>
    [Range(1, 1024)] public int Points { get; init; } = 32;

    /// <summary>Blocks in which tokens read each other through the points. Default 2; 0: pooling alone.</summary>
    [Range(0, 64)] public int Depth { get; init; } = 2;

    /// <summary>Blocks in which the seeds read each other after they have read the tokens. Default 0; the Set Transformer has 2.</summary>
    [Range(0, 64)] public int SelfBlocks { get; init; }

    /// <summary>Heads H, which divide the width. Default 4.</summary>
    [Range(1, 128)] public int Heads { get; init; } = 4;

    /// <summary>Width D inside. Default 0: that of the tokens. The Set Transformer's is 128.</summary>
    [Range(0, 65536)] public int Width { get; init; }

    /// <summary>Width of what comes out, through one linear map. Default 0: D.</summary>
    [Range(0, 65536)] public int OutputWidth { get; init; }

    /// <summary>Whether <c>set-transformer</c> blocks have norms. Default yes; the code's own default is no.</summary>
    public bool Norm { get; init; } = true;

    /// <summary>Hidden width of a <c>pre-norm</c> block's feed-forward over D. Default 4.</summary>
    [Range(0.1, 16.0)] public double Multiplier { get; init; } = 4;

    /// <summary>Cuts items into time units of so many seconds, each resampled by itself. Default 0: items stay whole.</summary>
    [Range(0.0, 86400.0)] public double UnitSeconds { get; init; }

    double ISizedOptions.LeastNumbers(PartSizes sizes)
    {
        double width = Width > 0 ? Width : sizes.InputWidth;
        return (width * width * ((5 * Depth) + (4 * SelfBlocks) + 2)) + (width * OutputWidth);
    }
}

/// <summary>Makes L tokens of each media item as a set: its tokens read each other through a few learned points, then learned seeds read them.</summary>
/// <remarks>Lee et al. 2019, Set Transformer, arXiv:1810.00825 (ISAB, PMA, SAB). Differs: masks, absent items are not computed, and the pre-norm flavour.</remarks>
[Part("isab-pma")]
public sealed class IsabPmaResampler : Module<MediaTokens, TokenSequence>, IResampler, IPublishedWeights
{
    private readonly IsabPmaResamplerOptions _options;
    private readonly int _inputWidth;
    [ComponentName(Name = "to_width")] private readonly Projection? _toWidth;
    [ComponentName(Name = "enc")] private readonly ModuleList<InducedBlock> _encoder;
    [ComponentName(Name = "dec")] private readonly SetDecoder _decoder;

    /// <summary>Makes a resampler.</summary>
    /// <exception cref="ArgumentException">The heads do not divide the width.</exception>
    public IsabPmaResampler(IsabPmaResamplerOptions options, PartSizes sizes) : base("isab-pma")
    {
        (_options, _inputWidth) = (options, sizes.InputWidth);
        var width = options.Width > 0 ? options.Width : sizes.InputWidth;
        if (width % options.Heads != 0) throw new ArgumentException($"Expected a width that heads={options.Heads} divide; got {width}. Set width or heads.");
        OutputWidth = options.OutputWidth > 0 ? options.OutputWidth : width;
        // What stays of a pre-norm block is its query, so tokens come with the width; the first of the other blocks brings them to it.
        var linear = sizes.InputWidth != width && (options.Flavour == SetFlavour.PreNorm || options.Depth == 0);
        if (linear) _toWidth = new Projection(sizes.InputWidth, width);
        var first = linear ? width : sizes.InputWidth;
        _encoder = new([.. Enumerable.Range(0, options.Depth).Select(i => new InducedBlock(i == 0 ? first : width, width, options.Points, Make))]);
        _decoder = new SetDecoder(width, options.Seeds, options.SelfBlocks, options.OutputWidth, Make);
        RegisterComponents();

        SetBlock Make(int queryWidth, int keyWidth) => options.Flavour == SetFlavour.SetTransformer
            ? new MultiheadBlock(queryWidth, keyWidth, width, options.Heads, options.Norm)
            : new PreNormBlock(queryWidth, keyWidth, options.Heads, width, width, options.Multiplier);
    }

    /// <inheritdoc/>
    public int OutputWidth { get; }

    /// <inheritdoc/>
    public IReadOnlyList<WeightLayout> PublishedLayouts { get; } =
        [new("set-transformer", new WeightRule("{part}.{layer}.{block}.fc_kv.*", "{part}.{layer}.{block}.fc_k.*", "{part}.{layer}.{block}.fc_v.*"), new("*", "*")) { Prefixes = ["module."] }];

    /// <summary>[B, M, N, E] → [B, M·L, D]; M counts time units where items are cut.</summary>
    /// <exception cref="ArgumentException">The axes do not fit.</exception>
    public override TokenSequence forward(MediaTokens media)
    {
        Media.Check(media, _inputWidth);
        using var scope = NewDisposeScope();
        if (_options.UnitSeconds > 0) media = TimeUnits.Cut(media, _options.UnitSeconds);
        return ItemTokens.Of(media, _options.Seeds, OutputWidth, _options.UnitSeconds, Resample).MoveToOuterDisposeScope();
    }

    // [R, N, E] → [R, L, D].
    private Tensor Resample(Tensor x, Tensor valid)
    {
        var mask = KeyMask.Of(valid);
        var tokens = _toWidth is null ? x : _toWidth.call(x).to_type(x.dtype);
        return _decoder.call(_encoder.Aggregate(tokens, (set, block) => block.call(set, mask)), mask);
    }
}
