using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Encoders;

/// <summary>Options of <see cref="ConvEegEncoder"/>.</summary>
public sealed record ConvEegEncoderOptions : PartOptions<IEncoder>, ISizedOptions
{
    /// <summary>Channels C. No default: it is the data's.</summary>
    [Range(1, 1024)] public int Channels { get; init; }

    /// <summary>Samples per second. No default: it is the data's.</summary>
    [Range(1.0, 100000.0)] public double SamplingRateHz { get; init; }

    /// <summary>What the signal in µV is divided by. Default 100.</summary>
    [Range(1e-6, 1e9)] public double ScaleMicrovolts { get; init; } = 100;

    /// <summary>Widths of the layers. Default 64, 128, 256, 256.</summary>
    [Widths] public IReadOnlyList<int> Widths { get; init; } = [64, 128, 256, 256];

    /// <summary>Samples under a kernel, odd. Default 5.</summary>
    [Range(1, 1001), Odd] public int Kernel { get; init; } = 5;

    /// <summary>Stride of every layer. Default 2.</summary>
    [Range(1, 16)] public int Stride { get; init; } = 2;

    /// <summary>Default <c>none</c>: a token for each run of stride^layers samples. <c>global</c>: one token, their mean.</summary>
    public TokenPool Pool { get; init; }

    /// <summary>Width of what comes out, through one linear map. Default 0: the last layer's.</summary>
    [Range(0, 65536)] public int OutputWidth { get; init; }

    double ISizedOptions.LeastNumbers(PartSizes sizes) => ConvolutionStream.LeastNumbers(Channels, Widths, Kernel) + ((double)Widths[^1] * OutputWidth);
}

/// <summary>Makes tokens of EEG or ECG with strided convolutions along time.</summary>
/// <remarks>
/// [Conv1d → BatchNorm → ReLU] four times with stride 2: 512 samples become 32 tokens of 16 samples. A token's second is the middle of its 16 samples, its
/// span half their length; its receptive field (61 samples) reaches further. The convolutional EEG encoder of the seed system; strided convolution and batch
/// norm on raw EEG as in Schirrmeister et al. 2017, arXiv:1703.05051.
/// </remarks>
[Part("conv-eeg")]
public sealed class ConvEegEncoder : Module<ModalityWindow, MediaTokens>, IEncoder
{
    private readonly ConvEegEncoderOptions _options;
    private readonly int _steps;
    [ComponentName(Name = "layers")] private readonly Sequential _layers;
    [ComponentName(Name = "linear")] private readonly Linear? _linear;

    /// <summary>Makes an encoder.</summary>
    public ConvEegEncoder(ConvEegEncoderOptions options) : base("conv-eeg")
    {
        _options = options;
        _steps = ConvolutionStream.StepsPerToken(options.Widths, options.Stride);
        _layers = ConvolutionStream.Layers(options.Channels, options.Widths, options.Kernel, options.Stride);
        if (options.OutputWidth > 0) _linear = Linear(options.Widths[^1], options.OutputWidth);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public int OutputWidth => _options.OutputWidth > 0 ? _options.OutputWidth : _options.Widths[^1];

    /// <inheritdoc/>
    public double SecondsPerToken => _options.Pool == TokenPool.Global ? 0 : _steps / _options.SamplingRateHz;

    /// <inheritdoc/>
    public WindowShape? Window(WindowAssumptions assumed) => new("C S", [_options.Channels, assumed.Steps(_options.SamplingRateHz)], 1, 1 / _options.SamplingRateHz);

    /// <summary>Encodes a window.</summary>
    /// <param name="window">[B, C, S] in µV.</param>
    /// <returns>[B, 1, ⌈S / stride^layers⌉, E], or [B, 1, 1, E] when pooled. A token is real where any of its samples is.</returns>
    /// <exception cref="ArgumentException">The axes do not fit.</exception>
    public override MediaTokens forward(ModalityWindow window)
    {
        Axes.Match((window.Values, $"B {_options.Channels} S"), (window.Valid, "B S"), (window.Seconds, "B S"));
        using var scope = NewDisposeScope();
        var tokens = (window.Values.shape[2] + _steps - 1) / _steps;
        var values = ConvolutionStream.Run(window.Values, window.Valid, tokens, _options.Widths[^1], Encode);
        var clock = StepClock.Of(window, _steps, _steps, tokens);
        var media = ConvolutionStream.Tokens(values, clock, _steps / _options.SamplingRateHz, _options.Pool);
        if (_linear is not null) media = media.With(_linear.call(media.Values));
        return media.MoveToOuterDisposeScope();
    }

    private Tensor Encode(Tensor microvolts, Tensor valid) => ConvolutionStream.Through(_layers, microvolts / _options.ScaleMicrovolts, valid, _options.Stride);
}
