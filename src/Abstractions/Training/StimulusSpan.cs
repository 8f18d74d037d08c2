namespace Eegavi;

/// <summary>What a row saw.</summary>
/// <param name="Stimulus">Which stimulus.</param>
/// <param name="StartSeconds">From which second of the stimulus itself, so that rows of different recordings compare.</param>
/// <param name="StopSeconds">To which.</param>
public sealed record StimulusSpan(string Stimulus, double StartSeconds, double StopSeconds)
{
    /// <summary>Whether two rows saw some second of one stimulus together.</summary>
    public bool Overlaps(StimulusSpan other) =>
        Stimulus == other.Stimulus && StartSeconds < other.StopSeconds && other.StartSeconds < StopSeconds;
}
