using System.Collections.Concurrent;
using Eegavi.Training.Comparison;

namespace Eegavi.Cli.Running;

/// <summary>Carries out cells in worker processes, as many at a time as there are workers.</summary>
/// <param name="workers">Processes; one for each core is best.</param>
/// <param name="folder">What relative paths in the runs are relative to.</param>
internal sealed class ProcessRunner(int workers, string folder) : ICellRunner, IDisposable
{
    private readonly ConcurrentBag<WorkerProcess> _idle = [];
    private readonly ConcurrentDictionary<WorkerProcess, bool> _all = [];

    /// <inheritdoc/>
    public int Workers => workers;

    /// <inheritdoc/>
    public async Task<CellResult> RunAsync(Cell cell, CancellationToken cancellation)
    {
        var worker = Take();
        try
        {
            return await worker.RunAsync(cell, cancellation).ConfigureAwait(false);
        }
        finally
        {
            if (worker.IsAlive && !cancellation.IsCancellationRequested) _idle.Add(worker);
            else Drop(worker);
        }
    }

    public void Dispose()
    {
        foreach (var worker in _all.Keys) Drop(worker);
    }

    private WorkerProcess Take()
    {
        if (_idle.TryTake(out var worker)) return worker;
        worker = new WorkerProcess(folder);
        _all[worker] = true;
        return worker;
    }

    private void Drop(WorkerProcess worker)
    {
        _all.TryRemove(worker, out _);
        worker.Dispose();
    }
}
