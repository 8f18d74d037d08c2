using Eegavi.Data.Synthetic.Rendering;

namespace Eegavi.Data.Synthetic.Ceilings;

/// <summary>Variance σ² of each scalar as it can be read from the data: 1 for its own noise, plus what measuring it adds.</summary>
/// <remarks>Names are modality.label: <c>eeg.R</c>, <c>audio.C</c>, …; those of T and T4 hold for one second.</remarks>
public sealed class PlantedVariances
{
    private readonly Dictionary<string, double> _values;

    private PlantedVariances(Dictionary<string, double> values) => _values = values;

    /// <summary>Every scalar that is planted.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "eeg.R", "audio.R", "video.R", "ecg.R", "eeg.X", "audio.X", "eeg.C", "audio.C", "video.C", "eeg.F",
        "eeg.T", "video.T", "eeg.T4", "video.T4",
    ];

    /// <summary>σ² of one scalar.</summary>
    public double this[string name] => _values[name];

    /// <summary>All of them by name.</summary>
    public IReadOnlyDictionary<string, double> Values => _values;

    /// <summary>Nothing added: the scalars themselves are known. No data can tell more.</summary>
    public static PlantedVariances Exact { get; } = From(_ => 0);

    /// <summary>Tokens: 0.25/K for K averaged tokens (with the overlay's noise on audio); nothing for events.</summary>
    public static PlantedVariances OfTokens(PlantedOptions options) => From(name => name switch
    {
        _ when IsEvent(name) => 0,
        _ when name.StartsWith("audio", StringComparison.Ordinal) => (TokenVariance + PlantedTokens.OverlayVariance(options)) / options.WindowSeconds,
        _ when name.StartsWith("video", StringComparison.Ordinal) => TokenVariance / (options.WindowSeconds + 2 * PlantedOptions.LargestOffsetSeconds),
        _ => TokenVariance / options.WindowSeconds,
    });

    /// <summary>Files, by formula: 1/(2·B·T·κ²) for a band of B Hz at two electrodes over T s; the jitter of pitch and heartbeat; nothing for what is drawn.</summary>
    public static PlantedVariances OfFiles(PlantedOptions options) => From(name =>
        EegCarrier.All.FirstOrDefault(c => c.Feature == name) is { } carrier ? carrier.MeasurementVariance(carrier.PerSecond ? 1 : options.WindowSeconds)
        : name == "audio.R" ? Math.Pow(VoiceRenderer.PitchJitter / VoiceRenderer.PitchSlope, 2) / options.WindowSeconds
        : name == "ecg.R" ? Math.Pow(EcgRenderer.IntervalJitter / EcgRenderer.Slope, 2) / (options.WindowSeconds * EcgRenderer.RestingHz)
        : 0);

    /// <summary>Files, as measured: what reading each scalar back from the rendered signals added; the formula's value where it was not measured.</summary>
    internal static PlantedVariances Measured(PlantedOptions options, IReadOnlyDictionary<string, double> added)
    {
        var formula = OfFiles(options);
        return From(name => added.TryGetValue(name, out var value) ? value : formula[name] - 1);
    }

    private static double TokenVariance => PlantedTokens.TokenNoise * PlantedTokens.TokenNoise;

    private static bool IsEvent(string name) => name.Contains(".T", StringComparison.Ordinal);

    private static PlantedVariances From(Func<string, double> added) => new(Names.ToDictionary(n => n, n => 1 + added(n)));
}
