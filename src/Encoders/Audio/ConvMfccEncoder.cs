using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Encoders;

/// <summary>Options of <see cref="ConvMfccEncoder"/>.</summary>
public sealed record ConvMfccEncoderOptions : PartOptions<IEncoder>, ISizedOptions
{
    /// <summary>Cepstral coefficients of a frame. Default 13.</summary>
    [Range(1, 1024)] public int Coefficients { get; init; } = 13;

    /// <summary>Seconds from one frame to the next. Default 0.01.</summary>
    [Range(1e-4, 60.0)] public double HopSeconds { get; init; } = 0.01;

    /// <summary>Widths of the layers. Default 64, 128.</summary>
    [Widths] public IReadOnlyList<int> Widths { get; init; } = [64, 128];

    /// <summary>Frames under a kernel, odd. Default 5.</summary>
    [Range(1, 1001), Odd] public int Kernel { get; init; } = 5;

    /// <summary>Stride of every layer. Default 2.</summary>
    [Range(1, 16)] public int Stride { get; init; } = 2;

    /// <summary>Default <c>none</c>: a token for each run of stride^layers frames. <c>global</c>: one token, their mean.</summary>
    public TokenPool Pool { get; init; }

    /// <summary>Width of what comes out, through one linear map. Default 0: the last layer's.</summary>
    [Range(0, 65536)] public int OutputWidth { get; init; }

    double ISizedOptions.LeastNumbers(PartSizes sizes) => ConvolutionStream.LeastNumbers(Coefficients, Widths, Kernel) + ((double)Widths[^1] * OutputWidth);
}

/// <summary>Makes tokens of MFCC frames with strided convolutions along time.</summary>
/// <remarks>
/// BatchNorm of the coefficients, whose scales differ by orders, then [Conv1d → BatchNorm → ReLU] twice. A token's second is the middle of its frames.
/// The convolutional audio encoder of the seed system; MFCC: Davis and Mermelstein 1980, doi:10.1109/TASSP.1980.1163420.
/// </remarks>
[Part("conv-mfcc")]
public sealed class ConvMfccEncoder : Module<ModalityWindow, MediaTokens>, IEncoder
{
    private readonly ConvMfccEncoderOptions _options;
    private readonly int _steps;
    [ComponentName(Name = "norm")] private readonly BatchNorm1d _norm;
    [ComponentName(Name = "layers")] private readonly Sequential _layers;
    [ComponentName(Name = "linear")] private readonly Linear? _linear;

    /// <summary>Makes an encoder.</summary>
    public ConvMfccEncoder(ConvMfccEncoderOptions options) : base("conv-mfcc")
    {
        _options = options;
        _steps = ConvolutionStream.StepsPerToken(options.Widths, options.Stride);
        _norm = BatchNorm1d(options.Coefficients, affine: false);
        _layers = ConvolutionStream.Layers(options.Coefficients, options.Widths, options.Kernel, options.Stride);
        if (options.OutputWidth > 0) _linear = Linear(options.Widths[^1], options.OutputWidth);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public int OutputWidth => _options.OutputWidth > 0 ? _options.OutputWidth : _options.Widths[^1];

    /// <inheritdoc/>
    public double SecondsPerToken => _options.Pool == TokenPool.Global ? 0 : _steps * _options.HopSeconds;

    /// <inheritdoc/>
    public WindowShape? Window(WindowAssumptions assumed) => new("C F", [_options.Coefficients, assumed.Steps(1 / _options.HopSeconds)], 1, _options.HopSeconds);

    /// <summary>Encodes a window.</summary>
    /// <param name="window">[B, 13, F] frames of cepstral coefficients.</param>
    /// <returns>[B, 1, ⌈F / stride^layers⌉, E], or [B, 1, 1, E] when pooled. A token is real where any of its frames is.</returns>
    /// <exception cref="ArgumentException">The axes do not fit.</exception>
    public override MediaTokens forward(ModalityWindow window)
    {
        Axes.Match((window.Values, $"B {_options.Coefficients} F"), (window.Valid, "B F"), (window.Seconds, "B F"));
        using var scope = NewDisposeScope();
        var tokens = (window.Values.shape[2] + _steps - 1) / _steps;
        var values = ConvolutionStream.Run(window.Values, window.Valid, tokens, _options.Widths[^1], (x, valid) => ConvolutionStream.Through(_layers, _norm.call(x), valid, _options.Stride));
        var clock = StepClock.Of(window, _steps, _steps, tokens);
        var media = ConvolutionStream.Tokens(values, clock, _steps * _options.HopSeconds, _options.Pool);
        if (_linear is not null) media = media.With(_linear.call(media.Values));
        return media.MoveToOuterDisposeScope();
    }
}
