using System.Diagnostics;
using Eegavi.Training.Runs;

namespace Eegavi.Training.Comparison;

/// <summary>Carries out cells in this process, one at a time. A worker process does the same with the cells that it is sent.</summary>
/// <param name="bench">Reads configuration, opens data, makes parts.</param>
/// <param name="progress">Told how the training of each cell goes.</param>
public sealed class InProcessRunner(Workbench bench, IProgress<(Cell Cell, TrainingProgress Training)>? progress = null) : ICellRunner
{
    /// <inheritdoc/>
    public int Workers => 1;

    /// <inheritdoc/>
    public Task<CellResult> RunAsync(Cell cell, CancellationToken cancellation) => Task.FromResult(Run(cell, cancellation));

    /// <summary>Carries out one cell.</summary>
    /// <param name="cell">What to run.</param>
    /// <param name="cancellation">Gives up after the current step.</param>
    public CellResult Run(Cell cell, CancellationToken cancellation = default)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            return Train(cell, cancellation) with { Fingerprint = cell.Fingerprint(), Seconds = clock.Elapsed.TotalSeconds };
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // One variant that fails must not cost the others their results.
            return new() { Fingerprint = cell.Fingerprint(), Seconds = clock.Elapsed.TotalSeconds, Error = failure.Message };
        }
    }

    private CellResult Train(Cell cell, CancellationToken cancellation)
    {
        using var session = RunSession.Open(bench, cell.Run);
        var (train, test) = cell.Fold.Divide(session.Data.RowIds, session.Data.Subjects);
        var trained = session.Train(train, progress is null ? null : new Relay(report => progress.Report((cell, report))), cancellation: cancellation);
        return new()
        {
            Fingerprint = "",
            Predictions = Evaluator.Predict(session.Model, session.Data, test, cell.Head, cell.Label, session.NotAtInference, cancellation),
            WithoutSidecars = session.AllSidecars.SetEquals(session.NotAtInference) ? null
                : Evaluator.Predict(session.Model, session.Data, test, cell.Head, cell.Label, session.AllSidecars, cancellation),
            Parameters = session.Model.TrainableParameters,
            MillisecondsPerStep = trained.MillisecondsPerStep,
            PeakMemoryBytes = trained.PeakMemoryBytes,
        };
    }

    // Progress<T> would report on another thread and out of order.
    private sealed class Relay(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
