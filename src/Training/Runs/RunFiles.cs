using Eegavi.Training.Checkpoints;

namespace Eegavi.Training.Runs;

/// <summary>Names of the files in a run's folder.</summary>
internal static class RunFiles
{
    public const string Run = "run.json", Begun = "begun.json", Init = "init.json", Metrics = "metrics.jsonl", Checkpoint = "checkpoint.safetensors";

    public const string Model = "model.safetensors", Losses = "losses.safetensors", Tables = "tables.safetensors", Record = "record.json", BadBatch = "bad-batch.json";

    public const string Board = "events.out.tfevents.eegavi", Curves = "curves.svg", Readme = "README.md";
}

/// <summary>What is known of a run that is not finished.</summary>
/// <param name="Fingerprint">Of configuration, data, rows and program.</param>
/// <param name="Begun">When it began (UTC).</param>
/// <param name="Machine">Threads and kernels that decide its last bits.</param>
internal sealed record BegunRun(string Fingerprint, DateTime Begun, Machine Machine);
