namespace Eegavi.Training.Memory;

/// <summary>Memory over that of the built model as a straight line over rows: what a row needs is the same for each row.</summary>
/// <param name="Small">The trial of few rows.</param>
/// <param name="Large">The trial of more rows.</param>
public sealed record MemoryLine(TrialResult Small, TrialResult Large)
{
    /// <summary>Bytes for each row; not below 0, whatever the spread of two measurements.</summary>
    public double PerRow { get; } = Math.Max(0, (double)(Over(Large) - Over(Small)) / (Large.Rows - Small.Rows));

    /// <summary>Largest bytes of the process when the model is built.</summary>
    public long Built => Large.Built;

    /// <summary>Bytes over <see cref="Built"/> at the most.</summary>
    public long Over(int rows) => (long)Math.Max(0, Over(Large) + (PerRow * (rows - Large.Rows)));

    /// <summary>The most rows that take no more than this over <see cref="Built"/>; 0 = not even one, null = as many as one likes.</summary>
    public int? MostRows(long bytes)
    {
        if (PerRow == 0) return Over(1) <= bytes ? null : 0;
        return (int)Math.Clamp(Math.Floor(Large.Rows + ((bytes - Over(Large)) / PerRow)), 0, int.MaxValue);
    }

    private static long Over(TrialResult trial) => trial.Peak - trial.Built;
}
