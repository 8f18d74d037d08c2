using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Eegavi.Data.Synthetic;

/// <summary>What a planted data set contains: how much of it, and which overlays.</summary>
/// <remarks>Same options, same scalars and labels, on every machine. <see cref="ForTokens"/> and <see cref="ForFiles"/> are the default sizes.</remarks>
public sealed record PlantedOptions
{
    /// <summary>Seconds between two trials of a recording in which nothing is planted.</summary>
    public const int GapSeconds = 1;

    /// <summary>Seconds before the first and after the last trial of a recording; at least the largest stream offset.</summary>
    public const int MarginSeconds = 5;

    /// <summary>The video stream of a trial starts up to this many seconds off, either way.</summary>
    public const int LargestOffsetSeconds = 4;

    /// <summary>Default size at token level: 16 subjects × 96 trials of 16 s.</summary>
    public static PlantedOptions ForTokens { get; } = new();

    /// <summary>Default size at file level: 16 subjects × 48 trials of 8 s.</summary>
    public static PlantedOptions ForFiles { get; } = new() { Trials = 48, WindowSeconds = 8 };

    /// <summary>Seed of every random number.</summary>
    [Range(0, int.MaxValue)] public int Seed { get; init; } = 1;

    /// <summary>Subjects S. Default 16.</summary>
    [Range(2, 999)] public int Subjects { get; init; } = 16;

    /// <summary>Trials N of each subject, even, so that labels balance exactly. Default 96.</summary>
    [Range(2, 2000)] public int Trials { get; init; } = 96;

    /// <summary>Length W of a trial in seconds: a multiple of 8, so that slow events (4 s) balance exactly. Default 16.</summary>
    [Range(8, 64)] public int WindowSeconds { get; init; } = 16;

    /// <summary>Which modalities carry the subject's identity code. Default EEG only.</summary>
    public PlantedIdentity Identity { get; init; } = PlantedIdentity.Eeg;

    /// <summary>Which trials lack audio. Default none.</summary>
    public PlantedMissing Missing { get; init; } = PlantedMissing.None;

    /// <summary>Share of trials without audio under <see cref="PlantedMissing.Mcar"/>. Default 0.3.</summary>
    [Range(0, 0.95)] public double MissingShare { get; init; } = 0.3;

    /// <summary>Signal-to-noise ratio of the audio in dB; null = no noise added.</summary>
    [Range(-40.0, 80.0)] public double? AudioNoiseDb { get; init; }

    /// <summary>How much the video clock runs slow: a minute of it lasts 60 s and this many ms. The manifest does not tell. Default 0.</summary>
    [Range(-5000.0, 5000.0)] public double DriftMsPerMinute { get; init; }

    /// <summary>Seconds of one recording: margins, trials and gaps.</summary>
    [JsonIgnore] public int RecordingSeconds => 2 * MarginSeconds + Trials * (WindowSeconds + GapSeconds);

    /// <summary>Second of the shared clock at which a trial starts.</summary>
    /// <param name="trial">0…N−1.</param>
    public int StartSeconds(int trial) => MarginSeconds + trial * (WindowSeconds + GapSeconds);

    /// <summary>These options with what <c>--missing</c> says: <c>none</c>, <c>mcar:SHARE</c> or <c>mnar</c>.</summary>
    /// <exception cref="ArgumentException">The text is none of these.</exception>
    public PlantedOptions WithMissing(string text) => text.Split(':') switch
    {
        ["none"] => this with { Missing = PlantedMissing.None },
        ["mnar"] => this with { Missing = PlantedMissing.Mnar },
        ["mcar", var share] when Number(share, out var value) => this with { Missing = PlantedMissing.Mcar, MissingShare = value },
        _ => throw new ArgumentException($"missing: expected none, mcar:SHARE or mnar; got '{text}'. Write for example mcar:0.3."),
    };

    /// <summary>These options with what <c>--noise</c> says: <c>none</c> or <c>audio:DB</c>.</summary>
    /// <exception cref="ArgumentException">The text is none of these.</exception>
    public PlantedOptions WithNoise(string text) => text.Split(':') switch
    {
        ["none"] => this with { AudioNoiseDb = null },
        ["audio", var ratio] when Number(ratio, out var value) => this with { AudioNoiseDb = value },
        _ => throw new ArgumentException($"noise: expected none or audio:DB; got '{text}'. Write for example audio:10."),
    };

    /// <summary>Throws unless every option is in its range.</summary>
    /// <exception cref="ArgumentException">Says every error at once.</exception>
    public void Check()
    {
        var errors = new List<ValidationResult>();
        Validator.TryValidateObject(this, new ValidationContext(this), errors, validateAllProperties: true);
        var messages = errors.Select(e => e.ErrorMessage ?? "").ToList();
        if (Trials % 2 != 0) messages.Add($"Trials: expected an even number, so that labels balance; got {Trials}. Take {Trials + 1}.");
        if (WindowSeconds % 8 != 0) messages.Add($"WindowSeconds: expected a multiple of 8, so that events balance; got {WindowSeconds}. Take {(WindowSeconds + 7) / 8 * 8}.");
        if (messages.Count > 0) throw new ArgumentException(string.Join(" ", messages));
    }

    private static bool Number(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
