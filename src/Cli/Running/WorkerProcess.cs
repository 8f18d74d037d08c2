using System.Diagnostics;
using System.Text.Json;
using Eegavi.Training.Comparison;

namespace Eegavi.Cli.Running;

/// <summary>A child process of this tool that carries out cells, one at a time: a line of JSON in, a line of JSON out.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    public WorkerProcess(string folder)
    {
        var start = OwnProcess.That(talks: true, "worker", "--folder", folder);
        // Small models gain nothing from threads inside an operator; cells run side by side instead.
        start.Environment["OMP_NUM_THREADS"] = "1";
        _process = Process.Start(start) ?? throw new InvalidOperationException("A worker process could not be started.");
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Carries out a cell; a worker that dies over it gives a failed cell.</summary>
    public async Task<CellResult> RunAsync(Cell cell, CancellationToken cancellation)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(cell, CellJson.Format).AsMemory(), cancellation).ConfigureAwait(false);
        await _process.StandardInput.FlushAsync(cancellation).ConfigureAwait(false);
        var line = await _process.StandardOutput.ReadLineAsync(cancellation).ConfigureAwait(false);
        return line is null
            ? new CellResult { Fingerprint = cell.Fingerprint(), Error = $"the worker process ended: {Last(await _errors.ConfigureAwait(false))}" }
            : JsonSerializer.Deserialize<CellResult>(line, CellJson.Format) ?? throw new InvalidDataException("A worker process sent an empty result.");
    }

    /// <summary>Whether it can take another cell.</summary>
    public bool IsAlive => !_process.HasExited;

    public void Dispose()
    {
        try
        {
            if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself in between.
        }
        _process.Dispose();
    }

    private static string Last(string text) => text.Trim().Split('\n')[^1] is { Length: > 0 } line ? line : "it said nothing; out of memory?";
}
