using System.Collections.Concurrent;

namespace Eegavi.Training.Comparison;

/// <summary>How far a comparison is.</summary>
/// <param name="Done">Cells done, those found on disk included.</param>
/// <param name="Cells">Cells in all.</param>
/// <param name="Reused">Cells found on disk.</param>
/// <param name="Failed">Cells that failed.</param>
/// <param name="Elapsed">Time since the start.</param>
/// <param name="Last">The cell that was done last; null at the start.</param>
public sealed record ComparisonProgress(int Done, int Cells, int Reused, int Failed, TimeSpan Elapsed, Cell? Last)
{
    /// <summary>Expected time to the end; null before the first new cell.</summary>
    public TimeSpan? Remaining => Done == Reused ? null : Elapsed / (Done - Reused) * (Cells - Done);
}

/// <summary>Carries out the cells of a plan that are not on disk yet, and reports on all of them.</summary>
/// <param name="plan">What to run.</param>
/// <param name="runner">Who runs it.</param>
/// <param name="store">Where results are kept.</param>
public sealed class ComparisonRun(ComparisonPlan plan, ICellRunner runner, CellStore store)
{
    private readonly ConcurrentDictionary<Cell, CellResult> _results = new(ReferenceEqualityComparer.Instance);

    /// <summary>Runs to the end; what was done stays on disk if it is cancelled.</summary>
    /// <param name="progress">Told after each cell.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<ComparisonReport> RunAsync(IProgress<ComparisonProgress>? progress = null, CancellationToken cancellation = default)
    {
        var (cells, clock) = (plan.Cells, System.Diagnostics.Stopwatch.StartNew());
        foreach (var cell in cells)
        {
            if (store.Find(cell) is { } found) _results[cell] = found;
        }
        var (reused, failed, left) = (_results.Count, 0, cells.Where(cell => !_results.ContainsKey(cell)).ToArray());
        progress?.Report(new(reused, cells.Count, reused, 0, clock.Elapsed, null));
        await Parallel.ForEachAsync(left, new ParallelOptions { MaxDegreeOfParallelism = runner.Workers, CancellationToken = cancellation }, async (cell, token) =>
        {
            var result = await runner.RunAsync(cell, token).ConfigureAwait(false);
            lock (store)
            {
                store.Keep(cell, result);
                _results[cell] = result;
                if (result.Error is not null) failed++;
                progress?.Report(new(_results.Count, cells.Count, reused, failed, clock.Elapsed, cell));
            }
        }).ConfigureAwait(false);
        return new() { Studies = [.. plan.Studies.Select(study => StudyReport.Of(study, cell => _results[cell]))] };
    }
}
