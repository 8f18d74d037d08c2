using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Encoders;

/// <summary>Options of <see cref="ConvFramesEncoder"/>.</summary>
public sealed record ConvFramesEncoderOptions : PartOptions<IEncoder>, ISizedOptions
{
    /// <summary>Widths of the layers. Default 16, 32, 64.</summary>
    [Widths] public IReadOnlyList<int> Widths { get; init; } = [16, 32, 64];

    /// <summary>Pixels under a kernel's side, odd. Default 3.</summary>
    [Range(1, 31), Odd] public int Kernel { get; init; } = 3;

    /// <summary>Stride of every layer. Default 2.</summary>
    [Range(1, 8)] public int Stride { get; init; } = 2;

    /// <summary>Whether each pixel also says where it is, so that the mean over a frame can tell left from right. Default yes.</summary>
    public bool Coordinates { get; init; } = true;

    /// <summary>Width of what comes out, through one linear map. Default 0: the last layer's.</summary>
    [Range(0, 65536)] public int OutputWidth { get; init; }

    double ISizedOptions.LeastNumbers(PartSizes sizes) => ConvolutionStream.LeastNumbers(3, Widths, (double)Kernel * Kernel) + ((double)Widths[^1] * OutputWidth);
}

/// <summary>Makes one token of each video frame with strided convolutions and a mean over the frame.</summary>
/// <remarks>
/// [Conv2d → BatchNorm → ReLU] for each width. It mixes no time. Coordinates as two more channels: Liu et al. 2018, CoordConv, arXiv:1807.03247.
/// </remarks>
[Part("conv-frames")]
public sealed class ConvFramesEncoder : Module<ModalityWindow, MediaTokens>, IEncoder
{
    private readonly ConvFramesEncoderOptions _options;
    [ComponentName(Name = "layers")] private readonly Sequential _layers;
    [ComponentName(Name = "linear")] private readonly Linear? _linear;

    /// <summary>Makes an encoder.</summary>
    public ConvFramesEncoder(ConvFramesEncoderOptions options) : base("conv-frames")
    {
        _options = options;
        var widths = options.Widths.Prepend(options.Coordinates ? 5 : 3);
        _layers = Sequential(widths.Zip(options.Widths).SelectMany(pair => Layer(pair.First, pair.Second)));
        if (options.OutputWidth > 0) _linear = Linear(options.Widths[^1], options.OutputWidth);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public int OutputWidth => _options.OutputWidth > 0 ? _options.OutputWidth : _options.Widths[^1];

    /// <summary>0: frames bring their own times.</summary>
    public double SecondsPerToken => 0;

    /// <inheritdoc/>
    public WindowShape? Window(WindowAssumptions assumed) => new("F C H W", [assumed.Steps(assumed.FramesPerSecond), 3, assumed.Height, assumed.Width], 0, 1 / assumed.FramesPerSecond);

    /// <summary>Encodes a window.</summary>
    /// <param name="window">[B, F, 3, H, W], 0…1; or M media items [B, M, F, 3, H, W] with a step for each frame (M·F, items one after the other) or for each item (M).</param>
    /// <returns>[B, 1, F, E] or [B, M, F, E]; a frame that is not real is not computed.</returns>
    /// <exception cref="ArgumentException">The axes do not fit.</exception>
    public override MediaTokens forward(ModalityWindow window)
    {
        using var scope = NewDisposeScope();
        var values = InItems(window);
        var valid = ItemSteps.PerToken(window.Valid, values.shape);
        var seconds = Masked.Zero(ItemSteps.PerToken(window.Seconds, values.shape), valid);
        return new MediaTokens { Values = Encode(values, valid), Valid = valid, Seconds = seconds, Span = zeros_like(seconds) }.MoveToOuterDisposeScope();
    }

    private static Tensor InItems(ModalityWindow window)
    {
        if (window.Values.ndim == 6)
        {
            Axes.Match((window.Values, "B M F 3 H W"));
            return window.Values;
        }
        Axes.Match((window.Values, "B F 3 H W"), (window.Valid, "B F"), (window.Seconds, "B F"));
        return window.Values.unsqueeze(1);
    }

    // [B, M, F, 3, H, W] → [B, M, F, E].
    private Tensor Encode(Tensor values, Tensor valid)
    {
        var kept = PresentRows.Of(valid.flatten());
        long[] shape = [.. values.shape[..3], OutputWidth];
        return kept.Count == 0 ? zeros(shape, values.dtype, values.device) : kept.Put(Encode(kept.Take(values.flatten(0, 2)))).view(shape);
    }

    // [R, 3, H, W] → [R, E].
    private Tensor Encode(Tensor frames)
    {
        var seen = _layers.call(_options.Coordinates ? WithCoordinates(frames) : frames).mean([2, 3]);
        return _linear is null ? seen : _linear.call(seen);
    }

    private static Tensor WithCoordinates(Tensor frames)
    {
        var (rows, height, width) = (frames.shape[0], frames.shape[2], frames.shape[3]);
        var y = linspace(-1, 1, height, frames.dtype, frames.device).view(1, 1, height, 1).expand(rows, 1, height, width);
        var x = linspace(-1, 1, width, frames.dtype, frames.device).view(1, 1, 1, width).expand(rows, 1, height, width);
        return cat([frames, y, x], 1);
    }

    private Module<Tensor, Tensor>[] Layer(int from, int to) =>
        [Conv2d(from, to, (long)_options.Kernel, _options.Stride, _options.Kernel / 2), BatchNorm2d(to), ReLU()];
}
