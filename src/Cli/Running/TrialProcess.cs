using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Eegavi.Training.Memory;

namespace Eegavi.Cli.Running;

/// <summary>What a memory trial is to do, as it is sent to a process of its own.</summary>
/// <param name="Json">The model with its losses and training.</param>
/// <param name="Folder">What relative paths are relative to.</param>
/// <param name="Windows">The shape of each modality's window.</param>
/// <param name="Rows">Rows B of a batch.</param>
/// <param name="Trains">Training steps; else inferences.</param>
internal sealed record TrialOrder(JsonObject Json, string Folder, IReadOnlyDictionary<string, WindowShape> Windows, int Rows, bool Trains);

/// <summary>Runs memory trials, each in a fresh process of this tool.</summary>
internal static class TrialProcess
{
    /// <summary>Runs one.</summary>
    /// <exception cref="InvalidOperationException">The process ended without a result; what it said last.</exception>
    public static async Task<TrialResult> RunAsync(TrialOrder order, CancellationToken cancellation)
    {
        using var process = Process.Start(OwnProcess.That(talks: true, "trial")) ?? throw new InvalidOperationException("A trial process could not be started.");
        using var stop = cancellation.Register(() => process.Kill(entireProcessTree: true));
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.StandardInput.WriteAsync(JsonSerializer.Serialize(order).AsMemory(), cancellation).ConfigureAwait(false);
        process.StandardInput.Close();
        var answer = await process.StandardOutput.ReadToEndAsync(cancellation).ConfigureAwait(false);
        await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        if (process.ExitCode == ExitCode.Done) return JsonSerializer.Deserialize<TrialResult>(answer)!;
        var said = (await errors.ConfigureAwait(false)).Trim() is { Length: > 0 } words ? words : "it said nothing; out of memory?";
        throw new InvalidDataException($"A trial of {order.Rows} rows ended with code {process.ExitCode}: {said}");
    }
}
