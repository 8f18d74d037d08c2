namespace Eegavi.Data.Checks;

/// <summary>What a check of a data set found, as sentences.</summary>
/// <param name="Problems">What must be mended before the data set can be used.</param>
/// <param name="Warnings">What may mislead an experiment.</param>
/// <param name="Facts">Counts: trials, subjects, recordings, label balance.</param>
public sealed record DataReport(IReadOnlyList<string> Problems, IReadOnlyList<string> Warnings, IReadOnlyList<string> Facts)
{
    /// <summary>True when there is no problem.</summary>
    public bool IsUsable => Problems.Count == 0;
}
