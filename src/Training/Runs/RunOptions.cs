namespace Eegavi.Training.Runs;

/// <summary>How a run is trained into its folder.</summary>
public sealed record RunOptions
{
    /// <summary>Rows to train on. Null = all.</summary>
    public IReadOnlyList<int>? Rows { get; init; }

    /// <summary>Deletes what is in the folder first. Default: goes on with it.</summary>
    public bool Fresh { get; init; }

    /// <summary>Told how training goes.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Told what is worth knowing when a run begins or goes on.</summary>
    public Action<string>? Warn { get; init; }
}
