using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="PerceiverIoResampler"/>.</summary>
public sealed record PerceiverIoResamplerOptions : PartOptions<IResampler>, ISizedOptions
{
    /// <summary>Latents L. Default 64.</summary>
    [Range(1, 4096)] public int Latents { get; init; } = 64;

    /// <summary>Width D of the latents. Default 0: that of the tokens.</summary>
    [Range(0, 65536)] public int Width { get; init; }

    /// <summary>Blocks in which the latents read each other. Default 2.</summary>
    [Range(0, 64)] public int SelfBlocks { get; init; } = 2;

    /// <summary>Output queries K, which read the latents in the end. Default 0: the latents themselves come out.</summary>
    [Range(0, 4096)] public int Outputs { get; init; }

    /// <summary>Heads H. Default 8.</summary>
    [Range(1, 128)] public int Heads { get; init; } = 8;

    /// <summary>Width d of one head. Default 64.</summary>
    [Range(1, 1024)] public int HeadWidth { get; init; } = 64;

    /// <summary>Hidden width of the feed-forwards over D. Default 1.</summary>
    [Range(0.1, 16.0)] public double Multiplier { get; init; } = 1;

    /// <summary>Cuts items into time units of so many seconds, each resampled by itself. Default 0: items stay whole.</summary>
    [Range(0.0, 86400.0)] public double UnitSeconds { get; init; }

    double ISizedOptions.LeastNumbers(PartSizes sizes)
    {
        double width = Width > 0 ? Width : sizes.InputWidth, inner = (double)Heads * HeadWidth, feed = 2 * width * Math.Floor(width * Multiplier);
        return (SelfBlocks * ((4 * width * inner) + feed)) + (2 * (width + sizes.InputWidth) * inner) + feed + (width * ((double)Latents + Outputs));
    }
}

/// <summary>Latents read each media item once, then each other; output queries, if wanted, read the latents.</summary>
/// <remarks>Jaegle et al. 2022, Perceiver IO, arXiv:2107.14795; the blocks are those of krasserm/perceiver-io. Differs: absent items are not computed.</remarks>
[Part("perceiver-io")]
public sealed class PerceiverIoResampler : Module<MediaTokens, TokenSequence>, IResampler
{
    private readonly int _inputWidth;
    private readonly double _unitSeconds;
    [ComponentName(Name = "latents")] private readonly Parameter _latents;
    [ComponentName(Name = "read")] private readonly PreNormBlock _read;
    [ComponentName(Name = "think")] private readonly ModuleList<PreNormBlock> _think;
    [ComponentName(Name = "queries")] private readonly Parameter? _queries;
    [ComponentName(Name = "write")] private readonly PreNormBlock? _write;
    [ComponentName(Name = "norm")] private readonly LayerNorm _norm;

    /// <summary>Makes a resampler.</summary>
    public PerceiverIoResampler(PerceiverIoResamplerOptions options, PartSizes sizes) : base("perceiver-io")
    {
        (_inputWidth, _unitSeconds) = (sizes.InputWidth, options.UnitSeconds);
        OutputWidth = options.Width > 0 ? options.Width : sizes.InputWidth;
        _latents = Learned(options.Latents);
        _read = Block(sizes.InputWidth);
        _think = new([.. Enumerable.Range(0, options.SelfBlocks).Select(_ => Block(0))]);
        if (options.Outputs > 0) (_queries, _write) = (Learned(options.Outputs), Block(OutputWidth));
        _norm = LayerNorm(OutputWidth);
        RegisterComponents();

        Parameter Learned(int count) => new(init.normal_(empty(1, count, OutputWidth), 0, 0.02));
        PreNormBlock Block(int keyWidth)
        {
            var inner = options.Heads * options.HeadWidth;
            return new(OutputWidth, keyWidth, options.Heads, inner, inner, options.Multiplier);
        }
    }

    /// <inheritdoc/>
    public int OutputWidth { get; }

    /// <summary>[B, M, N, E] → [B, M·L, D], or [B, M·K, D] with output queries; M counts time units where items are cut.</summary>
    /// <exception cref="ArgumentException">The axes do not fit.</exception>
    public override TokenSequence forward(MediaTokens media)
    {
        Media.Check(media, _inputWidth);
        using var scope = NewDisposeScope();
        if (_unitSeconds > 0) media = TimeUnits.Cut(media, _unitSeconds);
        return ItemTokens.Of(media, (_queries ?? _latents).shape[1], OutputWidth, _unitSeconds, Resample).MoveToOuterDisposeScope();
    }

    // [R, N, E] → [R, L or K, D].
    private Tensor Resample(Tensor x, Tensor valid)
    {
        var latents = _think.Aggregate(_read.call(_latents, x, KeyMask.Of(valid)), (z, block) => block.ReadItself(z));
        return _norm.call(_write is null ? latents : _write.call(_queries!, latents, null));
    }
}
