using System.Globalization;

namespace Eegavi.Data.Manifests;

/// <summary>One window of one recording, with what is known of it. A row of <c>trials.csv</c>.</summary>
public sealed record Trial
{
    /// <summary>Data set, recording, start and stop: <c>planted-1/s03/112/128</c>. Rows are joined by it, never by position.</summary>
    public required string Id { get; init; }

    /// <summary>The recording's id.</summary>
    public required string Recording { get; init; }

    /// <summary>The recording's subject.</summary>
    public required string Subject { get; init; }

    /// <summary>What was shown; null = not told.</summary>
    public string? Stimulus { get; init; }

    /// <summary>Second of the stimulus itself at which the trial starts, so that trials of different recordings compare. Default 0: it starts with the stimulus.</summary>
    public double StimulusStartSeconds { get; init; }

    /// <summary>First second on the recording's shared clock.</summary>
    public required double StartSeconds { get; init; }

    /// <summary>Second at which it stops.</summary>
    public required double StopSeconds { get; init; }

    /// <summary>Two-way labels, −1 or +1, by name; a label that the trial lacks is absent.</summary>
    public IReadOnlyDictionary<string, int> Labels { get; init; } = new Dictionary<string, int>();

    /// <summary>Ratings (<c>valence</c>, <c>arousal</c>, …) by name; one that the trial lacks is absent.</summary>
    public IReadOnlyDictionary<string, double> Ratings { get; init; } = new Dictionary<string, double>();

    /// <summary>Emotion class; null = not told.</summary>
    public string? Emotion { get; init; }

    /// <summary>Table columns by name; one that the trial lacks is absent.</summary>
    public IReadOnlyDictionary<string, double> Table { get; init; } = new Dictionary<string, double>();

    /// <summary>Modalities that are missing in this trial although the recording has them.</summary>
    public IReadOnlySet<string> Absent { get; init; } = new HashSet<string>();

    /// <summary>Stretches of files that differ from the trial's own seconds, by modality.</summary>
    public IReadOnlyDictionary<string, TrialSpan> Spans { get; init; } = new Dictionary<string, TrialSpan>();

    /// <summary>What the trial showed; null = not told.</summary>
    public StimulusSpan? Shown() =>
        Stimulus is null ? null : new(Stimulus, StimulusStartSeconds, StimulusStartSeconds + StopSeconds - StartSeconds);

    /// <summary>The id of a trial.</summary>
    public static string MakeId(string dataSet, string recording, double startSeconds, double stopSeconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{dataSet}/{recording}/{startSeconds:0.######}/{stopSeconds:0.######}");
}

/// <summary>Where a trial's part of a file lies, and when on the trial's own clock it begins.</summary>
/// <param name="StartSeconds">First second in the file.</param>
/// <param name="StopSeconds">Second in the file at which it stops.</param>
/// <param name="OffsetSeconds">Second since the trial's start at which the part begins; below 0 = before the trial.</param>
public sealed record TrialSpan(double StartSeconds, double StopSeconds, double OffsetSeconds);
