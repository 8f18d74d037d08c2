namespace Eegavi.Training.Memory;

/// <summary>Chooses two trials that cost little: one of the fewest rows, one of as many as time and memory allow, up to those that are asked about.</summary>
/// <param name="trial">Runs a trial in a process of its own: rows, and whether they are trained on.</param>
/// <param name="memory">Bytes over the built model that a trial may take.</param>
public sealed class MemoryProbe(Func<int, bool, Task<TrialResult>> trial, long memory)
{
    // For one step, of which a trial has a few.
    private const double Patience = 16;

    /// <summary>Tries.</summary>
    /// <param name="rows">Rows that are asked about: they are tried themselves where that costs little.</param>
    /// <param name="trains">Training; else inference.</param>
    public async Task<MemoryLine> TryAsync(int rows, bool trains)
    {
        // Losses that compare rows need two.
        var few = trains ? 2 : 1;
        var small = await trial(few, trains).ConfigureAwait(false);
        var large = await trial(Many(small, rows), trains).ConfigureAwait(false);
        return new(small, large);
    }

    // As if all that the few rows took was for each of them: it is less, so that more rows stay within bounds.
    private int Many(TrialResult small, int rows)
    {
        var affordable = small.Rows * Math.Min(Patience / Math.Max(small.Seconds, 1e-3), (double)memory / Math.Max(small.Peak - small.Built, 1));
        return (int)Math.Clamp(affordable, 2 * small.Rows, Math.Max(rows, 2 * small.Rows));
    }
}
