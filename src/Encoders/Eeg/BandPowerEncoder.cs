using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Encoders;

/// <summary>Options of <see cref="BandPowerEncoder"/>.</summary>
public sealed record BandPowerEncoderOptions : PartOptions<IEncoder>, IValidatableObject, ISizedOptions
{
    /// <summary>Channels C. No default: it is the data's.</summary>
    [Range(1, 1024)] public int Channels { get; init; }

    /// <summary>Samples per second. No default: it is the data's.</summary>
    [Range(1.0, 100000.0)] public double SamplingRateHz { get; init; }

    /// <summary>Edges of the bands in Hz, each the upper one of its band and the lower one of the next. Default 1, 4, 8, 13, 30, 45: delta to gamma.</summary>
    public IReadOnlyList<double> EdgesHz { get; init; } = [1, 4, 8, 13, 30, 45];

    /// <summary>Length of a token. Default 1 s.</summary>
    [Range(0.01, 3600.0)] public double TokenSeconds { get; init; } = 1;

    /// <summary>Time from one token to the next. Default 1 s.</summary>
    [Range(0.01, 3600.0)] public double StrideSeconds { get; init; } = 1;

    /// <summary>Width of what comes out, through one linear map. Default 0: channels × bands.</summary>
    [Range(0, 65536)] public int OutputWidth { get; init; }

    /// <summary>Bands K.</summary>
    internal int Bands => EdgesHz.Count - 1;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var rising = EdgesHz.Count >= 2 && EdgesHz[0] >= 0 && EdgesHz.Zip(EdgesHz.Skip(1)).All(pair => pair.Second - pair.First >= 1 / TokenSeconds);
        if (!rising || EdgesHz[^1] > SamplingRateHz / 2)
            yield return new($"expected two or more edges from 0 to {SamplingRateHz / 2} Hz, each at least {1 / TokenSeconds} Hz above the one before; got {string.Join(", ", EdgesHz)}.", [nameof(EdgesHz)]);
    }

    double ISizedOptions.LeastNumbers(PartSizes sizes) => (double)Channels * (EdgesHz.Count - 1) * OutputWidth;
}

/// <summary>Makes tokens of the log power of each channel in each band: features that need no learning, for few trials.</summary>
/// <remarks>
/// Per token: Hann window → spectrum → mean power of each band → log, then BatchNorm. Up to a constant it is the differential entropy of a Gaussian band:
/// Duan et al. 2013, Differential entropy feature for EEG-based emotion classification, doi:10.1109/NER.2013.6695876.
/// </remarks>
[Part("band-power")]
public sealed class BandPowerEncoder : Module<ModalityWindow, MediaTokens>, IEncoder
{
    // (0.03 µV)², far below any amplifier's noise.
    private const double SmallestPower = 1e-3;
    private readonly BandPowerEncoderOptions _options;
    private readonly int _length, _stride;
    private readonly float[] _window, _bands;
    [ComponentName(Name = "norm")] private readonly BatchNorm1d _norm;
    [ComponentName(Name = "linear")] private readonly Linear? _linear;

    /// <summary>Makes an encoder.</summary>
    public BandPowerEncoder(BandPowerEncoderOptions options) : base("band-power")
    {
        _options = options;
        (_length, _stride) = (Steps(options.TokenSeconds), Steps(options.StrideSeconds));
        _window = [.. Enumerable.Range(0, _length).Select(i => (float)(0.5 - (0.5 * Math.Cos(2 * Math.PI * (i + 0.5) / _length))))];
        _bands = BandMeans();
        _norm = BatchNorm1d(Features);
        if (options.OutputWidth > 0) _linear = Linear(Features, options.OutputWidth);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public int OutputWidth => _options.OutputWidth > 0 ? _options.OutputWidth : Features;

    /// <inheritdoc/>
    public double SecondsPerToken => _stride / _options.SamplingRateHz;

    private int Features => _options.Channels * _options.Bands;

    /// <inheritdoc/>
    public WindowShape? Window(WindowAssumptions assumed) => new("C S", [_options.Channels, assumed.Steps(_options.SamplingRateHz)], 1, 1 / _options.SamplingRateHz);

    /// <summary>Encodes a window.</summary>
    /// <param name="window">[B, C, S] in µV, at least a token long.</param>
    /// <returns>[B, 1, T, C·K], channel by channel. A token is real where any of its samples is; power is averaged over those.</returns>
    /// <exception cref="ArgumentException">The axes do not fit, or the window is too short.</exception>
    public override MediaTokens forward(ModalityWindow window)
    {
        Axes.Match((window.Values, $"B {_options.Channels} S"), (window.Valid, "B S"), (window.Seconds, "B S"));
        var samples = window.Values.shape[2];
        if (samples < _length) throw new ArgumentException($"Expected a window of at least {_length} samples, a token; got {samples}. Lower tokenSeconds.");
        using var scope = NewDisposeScope();
        var tokens = ((samples - _length) / _stride) + 1;
        var rows = PresentRows.Of(window.Valid.any(1));
        var values = rows.Count == 0
            ? zeros([window.Values.shape[0], tokens, Features], window.Values.dtype, window.Values.device)
            : rows.Put(LogPower(rows.Take(window.Values), rows.Take(window.Valid)));
        var media = ConvolutionStream.Tokens(values, StepClock.Of(window, _length, _stride, tokens), _length / _options.SamplingRateHz, TokenPool.None);
        if (_linear is not null) media = media.With(_linear.call(media.Values));
        return media.MoveToOuterDisposeScope();
    }

    // [R, C, S] → [R, T, C·K].
    private Tensor LogPower(Tensor microvolts, Tensor valid)
    {
        var window = tensor(_window, device: microvolts.device);
        var pieces = Masked.Zero(microvolts, valid.unsqueeze(1)).to_type(ScalarType.Float32).unfold(2, _length, _stride);         // [R, C, T, n]
        var spectrum = fft.rfft(pieces * window).abs().square();                                                                  // [R, C, T, f]
        var bands = tensor(_bands, device: microvolts.device).view(-1, _options.Bands);
        var share = (valid.to_type(ScalarType.Float32).unfold(1, _length, _stride) * window.square()).sum(-1);                    // [R, T]
        Products.Add(spectrum.numel(), bands.shape[1]);
        var power = functional.linear(spectrum, bands.t()) / share.clamp_min(SmallestPower).unsqueeze(1).unsqueeze(-1);                           // [R, C, T, K]
        var features = power.clamp_min(SmallestPower).log().permute(0, 1, 3, 2).flatten(1, 2);                                    // [R, C·K, T]
        return _norm.call(features.to_type(microvolts.dtype)).transpose(1, 2);
    }

    // [f · K]: the mean over the bins of each band.
    private float[] BandMeans()
    {
        var bins = (_length / 2) + 1;
        var means = new float[bins * _options.Bands];
        for (var k = 0; k < _options.Bands; k++)
        {
            int[] inside = [.. Enumerable.Range(0, bins).Where(bin => Frequency(bin) >= _options.EdgesHz[k] && Frequency(bin) < _options.EdgesHz[k + 1])];
            foreach (var bin in inside) means[(bin * _options.Bands) + k] = 1f / inside.Length;
        }
        return means;
    }

    private double Frequency(int bin) => bin * _options.SamplingRateHz / _length;

    private int Steps(double seconds) => Math.Max(1, (int)Math.Round(seconds * _options.SamplingRateHz));
}
