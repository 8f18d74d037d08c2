using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Eegavi.Training.Runs.Summary;

/// <summary>Writes <c>README.md</c> and <c>curves.svg</c> into a run's folder: what it is, how it went, what is wrong with it, how to go on. All of it is read from the folder's other files.</summary>
internal static class RunReadme
{
    private static readonly (string Name, string Words)[] Files =
    [
        (RunFiles.Run, "the resolved configuration: model, losses, training, data"),
        (RunFiles.Init, "which weights came from another run, and which were drawn anew"),
        (RunFiles.Metrics, "the figures of each reported step and, under `heldBack`, of each epoch, a line of JSON each"),
        (RunFiles.Board, "the same for TensorBoard: `tensorboard --logdir .`"),
        (RunFiles.Curves, "the curves above"),
        (RunFiles.Model, "the trained weights (safetensors); in code `RunFolder.LoadModel`"),
        (RunFiles.Losses, "weights of the losses: projectors, temperatures (safetensors)"),
        (RunFiles.Tables, "tables that were fitted on the training rows (safetensors)"),
        (RunFiles.Record, "what training came to: steps, times, memory, versions, and the fingerprint by which a finished run is known"),
        (RunFiles.Checkpoint, "the whole state at the last checkpoint: from here an interrupted run goes on"),
        (RunFiles.Begun, "that the run has begun and is not finished"),
        (RunFiles.BadBatch, "the rows of the step at which the loss was no longer finite"),
    ];

    /// <summary>Writes both.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="stopped">Why the run stopped before its end; null = it is finished, or still runs.</param>
    public static void Write(string folder, string? stopped = null)
    {
        var history = RunHistory.Read(Path.Combine(folder, RunFiles.Metrics));
        if (RunPlots.Of(history) is { Count: > 0 } plots) WholeFile.Write(Path.Combine(folder, RunFiles.Curves), SvgPlots.Draw(plots));
        WholeFile.Write(Path.Combine(folder, RunFiles.Readme), Text(folder, history, RunFolder.Find(folder), stopped));
    }

    private static string Text(string folder, RunHistory history, RunRecord? record, string? stopped)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# Run {Path.GetFileName(Path.TrimEndingDirectorySeparator(folder))}").AppendLine();
        text.AppendLine(State(history, record, stopped)).AppendLine();
        Warnings(text, history);
        Result(text, history, record);
        if (File.Exists(Path.Combine(folder, RunFiles.Curves))) text.AppendLine("![Learning curves](curves.svg)").AppendLine();
        Settings(text, JsonNode.Parse(File.ReadAllText(Path.Combine(folder, RunFiles.Run)))!.AsObject());
        text.AppendLine("## Files").AppendLine().AppendLine("| file | what it is |").AppendLine("|---|---|");
        foreach (var (name, words) in Files.Where(file => File.Exists(Path.Combine(folder, file.Name)))) text.AppendLine(CultureInfo.InvariantCulture, $"| `{name}` | {words} |");
        return text.ToString();
    }

    private static string State(RunHistory history, RunRecord? record, string? stopped)
    {
        var step = history.Steps.Count > 0 ? history.Steps[^1].Step : 0;
        if (record is not null) return string.Create(CultureInfo.InvariantCulture, $"Finished {record.Finished:yyyy-MM-dd HH:mm} UTC. Train longer or otherwise: change the configuration and choose another folder (`--out`), or replace this one (`--fresh`).");
        return stopped is null
            ? "Not finished: it runs, or was ended from outside. The same command goes on from the last checkpoint."
            : $"Stopped after step {step}: {stopped} The same command goes on from the last checkpoint; `--fresh` begins anew.";
    }

    private static void Warnings(StringBuilder text, RunHistory history)
    {
        var last = history.Epochs.Count > 0 ? history.Epochs[^1].Epoch : 0;
        // Figures in a warning change from epoch to epoch: the last wording of each sign counts.
        var warnings = history.Epochs.SelectMany(e => e.Warnings.Select(w => (e.Epoch, Words: w, Sign: w.Split('(', ',')[0]))).GroupBy(w => w.Sign, StringComparer.Ordinal).ToList();
        if (warnings.Count == 0) return;
        text.AppendLine("## Warnings").AppendLine();
        foreach (var sign in warnings)
            text.AppendLine(CultureInfo.InvariantCulture, $"- {sign.Last().Words} ({(sign.Last().Epoch == last ? "to the end" : $"until epoch {sign.Last().Epoch}")}, first in epoch {sign.First().Epoch})");
        text.AppendLine();
    }

    private static void Result(StringBuilder text, RunHistory history, RunRecord? record)
    {
        text.AppendLine("## Result").AppendLine().AppendLine("| figure | value |").AppendLine("|---|---|");
        void Row(string name, double? value, string format = "0.####")
        {
            if (value is { } number) text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {number.ToString(format, CultureInfo.InvariantCulture)} |");
        }
        Row("rows, those of held-back subjects among them", record?.Rows);
        Row("epochs", record?.Result.Epochs);
        Row("epoch whose weights were kept", record?.Result.BestEpoch);
        Row("steps", record?.Result.Steps);
        Row("milliseconds a step (median)", record?.Result.MillisecondsPerStep, "0.0");
        Row("peak memory, MiB", record?.Result.PeakMemoryBytes / 1048576.0, "0");
        Row("last loss", record?.Result.FinalLoss ?? (history.Steps.Count > 0 ? history.Steps[^1].Loss : null));
        if (history.Epochs is [.., var epoch])
        {
            Row("loss on the held-back subjects", epoch.Loss);
            Row("the same against other rows' targets", epoch.ShuffledLoss);
            foreach (var (name, value) in epoch.Figures.Where(figure => !figure.Key.StartsWith("parts/", StringComparison.Ordinal))) Row($"`{name}`", value);
        }
        text.AppendLine().AppendLine("The meaning of each figure: docs/collapse.md of the program.").AppendLine();
    }

    private static void Settings(StringBuilder text, JsonObject run)
    {
        text.AppendLine("## Settings").AppendLine().AppendLine("```json").AppendLine(run.ToJsonString(new() { WriteIndented = true })).AppendLine("```").AppendLine();
    }
}
