namespace Eegavi;

/// <summary>What a reader found in one file. Second 0 is the file's first sample.</summary>
public sealed class SignalRecording
{
    /// <summary>Signals at their own rates: one for each rate, unit and unbroken stretch, in the file's order (or in the order asked for).</summary>
    public required IReadOnlyList<Signal> Signals { get; init; }

    /// <summary>Annotations, by onset.</summary>
    public IReadOnlyList<Annotation> Annotations { get; init; } = [];

    /// <summary>Length of the whole file in seconds, whatever part of it was read.</summary>
    public required double Seconds { get; init; }

    /// <summary>Wall-clock time of the first sample, where the file tells it.</summary>
    public DateTime? Started { get; init; }

    /// <summary>What was odd in the file without preventing its reading, as sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>A note at a time.</summary>
/// <param name="StartSeconds">Onset in seconds since the recording's first sample.</param>
/// <param name="DurationSeconds">Length in seconds; 0 where the file gives none.</param>
/// <param name="Text">The note.</param>
public sealed record Annotation(double StartSeconds, double DurationSeconds, string Text);
