using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Encoders;

/// <summary>Options of <see cref="ShallowConvEncoder"/>.</summary>
public sealed record ShallowConvEncoderOptions : PartOptions<IEncoder>, ISizedOptions
{
    /// <summary>Channels C. No default: it is the data's.</summary>
    [Range(1, 1024)] public int Channels { get; init; }

    /// <summary>Samples per second. No default: it is the data's.</summary>
    [Range(1.0, 100000.0)] public double SamplingRateHz { get; init; }

    /// <summary>What the signal in µV is divided by. Default 100.</summary>
    [Range(1e-6, 1e9)] public double ScaleMicrovolts { get; init; } = 100;

    /// <summary>Filters E: the width of the tokens. Default 40.</summary>
    [Range(1, 4096)] public int Filters { get; init; } = 40;

    /// <summary>Length of a temporal filter. Default 0.25 s, which tells alpha from theta; the paper has 0.1 s.</summary>
    [Range(0.001, 60.0)] public double KernelSeconds { get; init; } = 0.25;

    /// <summary>Time over which power is averaged. Default 1 s; the paper has 0.3 s.</summary>
    [Range(0.001, 3600.0)] public double PoolSeconds { get; init; } = 1;

    /// <summary>Time from one token to the next. Default 0.5 s; the paper has 0.06 s.</summary>
    [Range(0.001, 3600.0)] public double StrideSeconds { get; init; } = 0.5;

    /// <summary>Chance with which a value of a token is dropped in training. Default 0; the paper has 0.5.</summary>
    [Range(0.0, 0.99)] public double Dropout { get; init; }

    double ISizedOptions.LeastNumbers(PartSizes sizes) => (double)Filters * Filters * Channels;
}

/// <summary>Makes tokens of the log power of learned sources in learned bands: what few EEG trials can teach.</summary>
/// <remarks>
/// Temporal filters → spatial filters → BatchNorm → square → mean over a second → log. Schirrmeister et al. 2017, ShallowFBCSPNet, arXiv:1703.05051.
/// Differs: lengths in seconds, padding, and the two linear filters are multiplied into one convolution, which gives the same result with a C-th of the work.
/// </remarks>
[Part("shallow-conv")]
public sealed class ShallowConvEncoder : Module<ModalityWindow, MediaTokens>, IEncoder
{
    private const double SmallestPower = 1e-6;
    private readonly ShallowConvEncoderOptions _options;
    private readonly int _pool, _stride;
    [ComponentName(Name = "temporal")] private readonly Parameter _temporal;
    [ComponentName(Name = "spatial")] private readonly Parameter _spatial;
    [ComponentName(Name = "norm")] private readonly BatchNorm1d _norm;
    [ComponentName(Name = "dropout")] private readonly Dropout _dropout;

    /// <summary>Makes an encoder.</summary>
    public ShallowConvEncoder(ShallowConvEncoderOptions options) : base("shallow-conv")
    {
        _options = options;
        (_pool, _stride) = (Steps(options.PoolSeconds), Steps(options.StrideSeconds));
        var (filters, kernel) = (options.Filters, (Steps(options.KernelSeconds) / 2 * 2) + 1);
        _temporal = Uniform([filters, kernel], 1 / Math.Sqrt(kernel));
        _spatial = Uniform([filters * options.Channels, filters], 1 / Math.Sqrt(filters * options.Channels));
        _norm = BatchNorm1d(filters);
        _dropout = Dropout(options.Dropout);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public int OutputWidth => _options.Filters;

    /// <inheritdoc/>
    public double SecondsPerToken => _stride / _options.SamplingRateHz;

    /// <inheritdoc/>
    public WindowShape? Window(WindowAssumptions assumed) => new("C S", [_options.Channels, assumed.Steps(_options.SamplingRateHz)], 1, 1 / _options.SamplingRateHz);

    /// <summary>Encodes a window.</summary>
    /// <param name="window">[B, C, S] in µV, at least <c>poolSeconds</c> long.</param>
    /// <returns>[B, 1, T, E]. A token is real where any of its samples is; its second is the middle of the time over which power is averaged.</returns>
    /// <exception cref="ArgumentException">The axes do not fit, or the window is too short.</exception>
    public override MediaTokens forward(ModalityWindow window)
    {
        Axes.Match((window.Values, $"B {_options.Channels} S"), (window.Valid, "B S"), (window.Seconds, "B S"));
        var samples = window.Values.shape[2];
        if (samples < _pool) throw new ArgumentException($"Expected a window of at least {_pool} samples, over which power is averaged; got {samples}. Lower poolSeconds.");
        using var scope = NewDisposeScope();
        var tokens = ((samples - _pool) / _stride) + 1;
        var values = ConvolutionStream.Run(window.Values, window.Valid, tokens, _options.Filters, (microvolts, _) => LogPower(microvolts));
        var clock = StepClock.Of(window, _pool, _stride, tokens);
        return ConvolutionStream.Tokens(values, clock, _pool / _options.SamplingRateHz, TokenPool.None).MoveToOuterDisposeScope();
    }

    // [R, C, S] → [R, E, T].
    private Tensor LogPower(Tensor microvolts)
    {
        var kernel = _spatial.mm(_temporal).view(_options.Filters, _options.Channels, -1);          // [E, C, k]
        var sources = functional.conv1d(microvolts / _options.ScaleMicrovolts, kernel, padding: kernel.shape[2] / 2);
        Products.Add(kernel.numel(), _options.Filters);
        Products.Add(sources.numel(), kernel.numel() / _options.Filters);
        var power = functional.avg_pool1d(_norm.call(sources).square(), _pool, _stride);
        return _dropout.call(power.clamp_min(SmallestPower).log());
    }

    private int Steps(double seconds) => Math.Max(1, (int)Math.Round(seconds * _options.SamplingRateHz));

    private static Parameter Uniform(long[] shape, double bound) => new(init.uniform_(empty(shape), -bound, bound));
}
