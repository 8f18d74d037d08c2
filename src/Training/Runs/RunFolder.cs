using System.Text.Json;
using System.Text.Json.Nodes;
using Eegavi.Models;
using Eegavi.Training.Checkpoints;
using Eegavi.Training.Runs.Summary;

namespace Eegavi.Training.Runs;

/// <summary>
/// A run on disk, explained by its <c>README.md</c> with <c>curves.svg</c>. From its first step on: <c>run.json</c> (resolved configuration), <c>begun.json</c>,
/// <c>metrics.jsonl</c>, the same for TensorBoard, <c>init.json</c> where weights of another run were taken, and <c>checkpoint.safetensors</c>, from which an interrupted
/// run goes on. Finished: <c>model.safetensors</c>, <c>losses.safetensors</c> (projectors, temperatures) and <c>record.json</c> (<see cref="RunRecord"/>).
/// </summary>
public static class RunFolder
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Trains a run into a folder: goes on where it was interrupted, and does nothing where the folder holds that very run finished.</summary>
    /// <param name="bench">Reads configuration, opens data, makes parts.</param>
    /// <param name="run">The run's resolved configuration.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="options">Which rows, and what to do with what is there.</param>
    /// <param name="cancellation">Stops after the current step, with a checkpoint.</param>
    /// <exception cref="OperationCanceledException">It was cancelled; the same call goes on from there.</exception>
    /// <exception cref="IOException">The folder holds another run.</exception>
    /// <exception cref="DivergedException">The loss is no longer finite; <c>bad-batch.json</c> names the rows.</exception>
    public static RunRecord Train(Workbench bench, JsonObject run, string folder, RunOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new();
        using var session = RunSession.Open(bench, run);
        var rows = options.Rows ?? [.. Enumerable.Range(0, session.Data.RowIds.Count)];
        var fingerprint = Fingerprints.Of(run, InitialWeights.AddTo(session.Lessons.Fingerprint, session.Spec.Init), string.Join('\n', rows.Select(row => session.Data.RowIds[row])));
        if (options.Fresh && Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        if (Find(folder) is { } found && found.Fingerprint == fingerprint) return found;
        Claim(folder, fingerprint, run, session);
        if (session.Init is { } init)
        {
            WholeFile.Write(Path.Combine(folder, RunFiles.Init), JsonSerializer.Serialize(init, Format));
            options.Warn?.Invoke(init.ToString());
        }
        return Train(session, folder, rows, fingerprint, options, cancellation);
    }

    /// <summary>The record of a finished run; null where there is none.</summary>
    public static RunRecord? Find(string folder) => Read<RunRecord>(Path.Combine(folder, RunFiles.Record));

    /// <summary>Where a run keeps its resolved configuration.</summary>
    public static string ConfigurationIn(string folder) => Path.Combine(folder, RunFiles.Run);

    /// <summary>Where a finished run keeps the weights of its model.</summary>
    public static string WeightsIn(string folder) => Path.Combine(folder, RunFiles.Model);

    /// <summary>The trained model of a run, in evaluation mode.</summary>
    /// <param name="bench">Reads configuration, makes parts.</param>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="IOException">There is no finished run.</exception>
    /// <exception cref="InvalidDataException">The weights do not fit the configuration.</exception>
    public static FusionModel LoadModel(Workbench bench, string folder)
    {
        var run = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, RunFiles.Run)))!.AsObject();
        var model = new ModelBuilder(bench.Parts).Build(bench.Read(run).Model);
        using var weights = SafetensorsFile.Open(Path.Combine(folder, RunFiles.Model));
        ModuleWeights.Load(model, weights);
        model.eval();
        return model;
    }

    /// <summary>The tables that a run fitted, by the modality that each makes; the caller owns them.</summary>
    /// <param name="bench">Reads configuration, makes parts.</param>
    /// <param name="folder">The run's folder.</param>
    public static IReadOnlyDictionary<string, ITableMaker> LoadTables(Workbench bench, string folder)
    {
        var spec = bench.Read(JsonNode.Parse(File.ReadAllText(Path.Combine(folder, RunFiles.Run)))!.AsObject());
        var makers = spec.Tables.ToDictionary(t => t.Key, t => bench.Parts.Create(t.Value, new PartSizes()), StringComparer.Ordinal);
        if (makers.Count == 0) return makers;
        using var file = SafetensorsFile.Open(Path.Combine(folder, RunFiles.Tables));
        ModuleWeights.Load(FittedSource.AsModule(makers), file);
        return makers;
    }

    // A folder is this run's, or nobody's.
    private static void Claim(string folder, string fingerprint, JsonObject run, RunSession session)
    {
        var begun = Read<BegunRun>(Path.Combine(folder, RunFiles.Begun));
        if (begun?.Fingerprint == fingerprint)
        {
            // A process that was killed while it wrote left half a file.
            foreach (var half in Directory.EnumerateFiles(folder, "*.tmp")) File.Delete(half);
            return;
        }
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new IOException($"{folder} holds another run, or this one with another configuration, data or program. Choose another folder with --out, or replace it with --fresh.");
        Begin(folder, fingerprint, run, Machine.This(ComputeDevice.Find(session.Spec.Training.Device)));
    }

    private static void Begin(string folder, string fingerprint, JsonObject run, Machine machine)
    {
        Directory.CreateDirectory(folder);
        try
        {
            File.WriteAllText(Path.Combine(folder, RunFiles.Run), run.ToJsonString(Format));
            WholeFile.Write(Path.Combine(folder, RunFiles.Begun), JsonSerializer.Serialize(new BegunRun(fingerprint, DateTime.UtcNow, machine), Format));
        }
        catch (IOException)
        {
            // No room even to begin: as if it had not.
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    private static RunRecord Train(RunSession session, string folder, IReadOnlyList<int> rows, string fingerprint, RunOptions options, CancellationToken cancellation)
    {
        var checkpoint = new CheckpointFile(Path.Combine(folder, RunFiles.Checkpoint), session.Spec.Training.Checkpoint) { Warn = options.Warn };
        if (session.Spec.Training.Precision == ProductPrecision.BFloat16 && session.Model.Device.type == TorchSharp.DeviceType.CPU && !Precision.ProcessorHasBFloat16)
            options.Warn?.Invoke("training.precision is bf16, and this processor has no bfloat16. Numbers are rounded to it and multiplied in float32: nearly the same results, not faster. Use float32 here.");
        RunReadme.Write(folder);
        TrainingResult result;
        using (var log = new RunLog(folder, checkpoint.Step() ?? 0, options.Progress))
        {
            result = Fit(session, folder, rows, log, checkpoint, cancellation);
        }
        var record = RunRecord.Of(fingerprint, session, rows, result);
        ModuleWeights.Save(session.Model, Path.Combine(folder, RunFiles.Model));
        ModuleWeights.Save(session.Objective, Path.Combine(folder, RunFiles.Losses));
        session.SaveTables(Path.Combine(folder, RunFiles.Tables));
        WholeFile.Write(Path.Combine(folder, RunFiles.Record), JsonSerializer.Serialize(record, Format));
        File.Delete(Path.Combine(folder, RunFiles.Begun));
        checkpoint.Delete();
        RunReadme.Write(folder);
        return record;
    }

    private static TrainingResult Fit(RunSession session, string folder, IReadOnlyList<int> rows, RunLog log, CheckpointFile checkpoint, CancellationToken cancellation)
    {
        try
        {
            return session.Train(rows, log, checkpoint, cancellation);
        }
        catch (DivergedException e)
        {
            WholeFile.Write(Path.Combine(folder, RunFiles.BadBatch), JsonSerializer.Serialize(new { e.Step, e.Epoch, e.RowIds }, Format));
            RunReadme.Write(folder, e.Message);
            throw;
        }
        catch (Exception) when (checkpoint.Step() is null)
        {
            // Nothing to go on from: as if it had never begun.
            log.Dispose();
            Directory.Delete(folder, recursive: true);
            throw;
        }
        catch (OperationCanceledException)
        {
            RunReadme.Write(folder, "it was asked to.");
            throw;
        }
    }

    private static T? Read<T>(string path) where T : class => File.Exists(path) ? JsonSerializer.Deserialize<T>(File.ReadAllText(path), Format) : null;
}
