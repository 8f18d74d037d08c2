using System.ComponentModel.DataAnnotations;
using Eegavi;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace CustomPlugin;

/// <summary>Options of <see cref="LineLengthEncoder"/>.</summary>
public sealed record LineLengthEncoderOptions : PartOptions<IEncoder>
{
    /// <summary>Channels C. No default: it is the data's.</summary>
    [Range(1, 1024)] public int Channels { get; init; }

    /// <summary>Samples per second. No default: it is the data's.</summary>
    [Range(1.0, 100000.0)] public double SamplingRateHz { get; init; }

    /// <summary>Length of a token. Default 1 s.</summary>
    [Range(0.01, 3600.0)] public double TokenSeconds { get; init; } = 1;
}

/// <summary>Makes a token of each second of EEG: how far each channel moves from sample to sample, on a log scale.</summary>
/// <remarks>log(1 + mean |x[s + 1] − x[s]|). Esteller et al. 2001, Line length: an efficient feature for seizure onset detection, doi:10.1109/IEMBS.2001.1020545.</remarks>
[Part("line-length")]
public sealed class LineLengthEncoder(LineLengthEncoderOptions options) : Module<ModalityWindow, MediaTokens>("line-length"), IEncoder
{
    private readonly int _steps = Math.Max(1, (int)Math.Round(options.TokenSeconds * options.SamplingRateHz));

    /// <inheritdoc/>
    public int OutputWidth => options.Channels;

    /// <inheritdoc/>
    public double SecondsPerToken => _steps / options.SamplingRateHz;

    /// <inheritdoc/>
    public WindowShape? Window(WindowAssumptions assumed) => new("C S", [options.Channels, assumed.Steps(options.SamplingRateHz)], 1, 1 / options.SamplingRateHz);

    /// <summary>Encodes a window.</summary>
    /// <param name="window">[B, C, S] in µV, S of at least 2.</param>
    /// <returns>[B, 1, T, C]. A token is real where any of its samples is; only steps between two real samples count.</returns>
    /// <exception cref="ArgumentException">The axes do not fit, or the window is too short.</exception>
    public override MediaTokens forward(ModalityWindow window)
    {
        Axes.Match((window.Values, $"B {options.Channels} S"), (window.Valid, "B S"), (window.Seconds, "B S"));
        var samples = window.Valid.shape[1];
        if (samples < 2) throw new ArgumentException($"Expected a window of at least 2 samples; got {samples}.");
        using var scope = NewDisposeScope();
        var x = Masked.Zero(window.Values, window.Valid.unsqueeze(1));
        var moved = (x.narrow(2, 1, samples - 1) - x.narrow(2, 0, samples - 1)).abs().transpose(1, 2);                             // [B, S − 1, C]
        var real = window.Valid.narrow(1, 1, samples - 1).logical_and(window.Valid.narrow(1, 0, samples - 1));                     // [B, S − 1]
        var tokens = (samples + _steps - 1) / _steps;
        var valid = Cut(window.Valid, tokens);                                                                                     // [B, T, n]
        var seconds = Masked.Mean(Cut(window.Seconds, tokens).unsqueeze(-1), valid).transpose(1, 2);                               // [B, 1, T]
        return new MediaTokens
        {
            Values = Masked.Mean(Cut(moved, tokens), Cut(real, tokens)).log1p().unsqueeze(1),
            Valid = valid.any(2).unsqueeze(1),
            Seconds = seconds,
            Span = full_like(seconds, SecondsPerToken / 2),
        }.MoveToOuterDisposeScope();
    }

    // [B, S, …] → [B, T, n, …]; the last token is filled up with 0, which is false in a mask.
    private Tensor Cut(Tensor steps, long tokens)
    {
        var (rows, rest) = (steps.shape[0], steps.shape[2..]);
        var filled = cat([steps, zeros([rows, (tokens * _steps) - steps.shape[1], .. rest], steps.dtype, steps.device)], 1);
        return filled.reshape([rows, tokens, _steps, .. rest]);
    }
}
