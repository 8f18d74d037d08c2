using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Eegavi.Models;

namespace Eegavi.Training.Runs;

/// <summary>
/// A finished run on disk: <c>run.json</c> (resolved configuration), <c>model.safetensors</c>, <c>losses.safetensors</c> (projectors, temperatures),
/// <c>metrics.jsonl</c> and <c>record.json</c> (<see cref="RunRecord"/>). It appears whole or not at all.
/// </summary>
public static class RunFolder
{
    private const string Run = "run.json", Model = "model.safetensors", Losses = "losses.safetensors", Metrics = "metrics.jsonl", Record = "record.json";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Trains a run into a folder; does nothing where the folder holds that very run already.</summary>
    /// <param name="bench">Reads configuration, opens data, makes parts.</param>
    /// <param name="run">The run's resolved configuration.</param>
    /// <param name="folder">The folder; another run that is in it is replaced.</param>
    /// <param name="rows">Rows to train on; null = all.</param>
    /// <param name="progress">Told how training goes.</param>
    /// <param name="cancellation">Stops after the current step; the folder is then as it was.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static RunRecord Train(
        Workbench bench, JsonObject run, string folder, IReadOnlyList<int>? rows = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var session = RunSession.Open(bench, run);
        rows ??= [.. Enumerable.Range(0, session.Data.RowIds.Count)];
        var fingerprint = Fingerprints.Of(run, session.Data.Fingerprint, string.Join('\n', rows.Select(row => session.Data.RowIds[row])));
        if (Find(folder) is { } found && found.Fingerprint == fingerprint) return found;

        var temporary = $"{Path.GetFullPath(folder)}-{Guid.NewGuid():N}.part";
        Directory.CreateDirectory(temporary);
        try
        {
            var record = Train(session, run, temporary, fingerprint, rows, progress, cancellation);
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            Directory.Move(temporary, folder);
            return record;
        }
        finally
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        }
    }

    /// <summary>The record of a finished run; null where there is none.</summary>
    public static RunRecord? Find(string folder)
    {
        var path = Path.Combine(folder, Record);
        return File.Exists(path) ? JsonSerializer.Deserialize<RunRecord>(File.ReadAllText(path), Format) : null;
    }

    /// <summary>The trained model of a run, in evaluation mode.</summary>
    /// <param name="bench">Reads configuration, makes parts.</param>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="IOException">There is no finished run.</exception>
    /// <exception cref="InvalidDataException">The weights do not fit the configuration.</exception>
    public static FusionModel LoadModel(Workbench bench, string folder)
    {
        var run = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, Run)))!.AsObject();
        var model = new ModelBuilder(bench.Parts).Build(bench.Read(run).Model);
        using var weights = SafetensorsFile.Open(Path.Combine(folder, Model));
        ModuleWeights.Load(model, weights);
        model.eval();
        return model;
    }

    private static RunRecord Train(
        RunSession session, JsonObject run, string folder, string fingerprint, IReadOnlyList<int> rows, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        TrainingResult result;
        using (var metrics = new MetricsFile(Path.Combine(folder, Metrics), progress)) result = session.Train(rows, metrics, cancellation);
        var record = new RunRecord(
            fingerprint, session.Data.Fingerprint, rows.Count, session.Spec.Training.Seed, Versions.Own, RuntimeInformation.FrameworkDescription,
            $"{RuntimeInformation.OSDescription} {RuntimeInformation.ProcessArchitecture}", DateTime.UtcNow, result);
        File.WriteAllText(Path.Combine(folder, Run), run.ToJsonString(Format));
        ModuleWeights.Save(session.Model, Path.Combine(folder, Model));
        ModuleWeights.Save(session.Objective, Path.Combine(folder, Losses));
        File.WriteAllText(Path.Combine(folder, Record), JsonSerializer.Serialize(record, Format));
        return record;
    }
}
