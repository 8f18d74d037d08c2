using Eegavi.Data.Manifests;

namespace Eegavi.Data.Windows;

/// <summary>Where one trial's part of a file lies on the file's clock, and how it maps to the trial's clock.</summary>
/// <param name="From">First second in the file.</param>
/// <param name="To">Second in the file at which it stops.</param>
/// <param name="Offset">Second since the trial's start at which it begins.</param>
/// <param name="Pace">Seconds of the trial's clock in one second of the file's.</param>
internal sealed record Piece(double From, double To, double Offset, double Pace)
{
    /// <summary>Length in seconds of the file's clock.</summary>
    public double Seconds => To - From;

    /// <summary>Second since the trial's start of a second in the file.</summary>
    public float SecondOf(double fileSecond) => (float)(Offset + (fileSecond - From) * Pace);

    /// <summary>The part of a file that a trial asks for; null where the modality is absent in the trial.</summary>
    public static Piece? Of(Trial trial, string modality, ManifestSource source)
    {
        if (trial.Absent.Contains(modality)) return null;
        var pace = 1 + source.DriftMsPerMinute / 60000;
        return trial.Spans.TryGetValue(modality, out var span)
            ? new Piece(span.StartSeconds, span.StopSeconds, span.OffsetSeconds, pace)
            : new Piece(source.ToFile(trial.StartSeconds), source.ToFile(trial.StopSeconds), 0, pace);
    }
}
