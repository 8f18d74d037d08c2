using System.CommandLine;
using Eegavi.Cli.Output;
using Eegavi.Cli.Running;
using Eegavi.Training.Memory;

namespace Eegavi.Cli.Commands;

/// <summary><c>eegavi inspect</c>: shapes, parameters, products, tokens and memory of a model, and whether it fits.</summary>
internal static class InspectCommand
{
    private const string About =
        """
        Says what a model is and costs: every part's shapes, parameters and multiply-adds, the tokens that attention pays for, and the memory of training and inference.

        No data set is needed: encoders know the windows that they read, of 8 s unless --seconds says otherwise; --window says the rest, --data takes the real ones.
        Memory is measured, not guessed: two short trials of few rows, each in a process of its own, and a straight line through them to the batch that you ask about.
        It is that of the whole process on the CPU. A data set comes on top: the tool keeps all windows in memory.

        --memory asks whether it fits. Exit codes: 0 it fits (or nothing was asked), 3 it does not, 1 an error, 2 a wrong command line.

        Examples:  eegavi inspect samples/CompareFusion/run.json
                   eegavi inspect samples/CompareFusion/run.json --memory 8GB --batch 256 && echo "it fits"
                   eegavi inspect run.json --run runs/run --data --diagnostics      (gates and attention of a trained model)
                   eegavi inspect samples/CompareFusion/experiment.json --study R-files --variant gated-xattn
        """;

    public static Command Create()
    {
        var model = new ModelOptions();
        var batch = new Option<int?>("--batch") { Description = "Rows of a batch. Default: training.batchSize." };
        var memory = new Option<string?>("--memory") { Description = "Does it fit? A size: 8GB is 8·10⁹ bytes, 8GiB 8·2³⁰." };
        var use = new Option<Use>("--for") { Description = "What is to fit: training or inference.", DefaultValueFactory = _ => Use.Training };
        var diagnostics = new Option<bool>("--diagnostics") { Description = "Also what blocks say of themselves: gates, ‖context‖/‖query‖, attention entropy and mass. On random windows unless --data." };
        var skip = new Option<bool>("--no-memory") { Description = "Measures no memory: done in a second." };
        var check = new Option<bool>("--check") { Description = "Also measures the batch itself, whatever it costs, and says how far off the straight line was." };
        var json = new Option<bool>("--json") { Description = "Prints JSON; memory in bytes." };
        var command = new Command("inspect", About);
        model.AddTo(command);
        foreach (var option in (Option[])[batch, memory, use, diagnostics, skip, check, json]) command.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            var limit = parsed.GetValue(memory) is { } text ? ByteText.Parse(text) : (long?)null;
            if (parsed.GetValue(skip) && (limit is not null || parsed.GetValue(check))) throw new ArgumentException("Expected memory to be measured, for --memory and --check; got --no-memory.");
            using var services = model.Services(parsed);
            using var examined = model.Open(parsed, services);
            var rows = parsed.GetValue(batch) ?? examined.Spec.Training.BatchSize;
            if (rows < 1) throw new ArgumentException($"--batch: expected at least 1 row; got {rows}.");
            var report = await InspectAsync(examined, rows, parsed.GetValue(diagnostics), parsed.GetValue(skip), cancellation).ConfigureAwait(false);
            if (parsed.GetValue(check)) report = report with { Checks = await CheckAsync(examined, report.Memory!, rows, cancellation).ConfigureAwait(false) };
            if (limit is not null) report = report with { Verdict = FitVerdict.Of(report.Memory!, rows, limit.Value, parsed.GetValue(use) == Use.Training) };
            if (parsed.GetValue(json)) Screen.Out.WriteText(InspectJson.Of(report));
            else InspectTables.Write(report);
            return report.Verdict is { Fits: false } ? ExitCode.No : ExitCode.Done;
        });
        return command;
    }

    private static async Task<InspectReport> InspectAsync(ExaminedModel examined, int rows, bool diagnostics, bool skip, CancellationToken cancellation)
    {
        // Before the dry run: what the training freezes is not trainable.
        var stored = StoredMemory.Of(examined.Model, examined.Objective, examined.Spec.Training);
        var dry = examined.Run(diagnostics);
        var memory = skip ? null : await MeasureAsync(examined, stored, rows, cancellation).ConfigureAwait(false);
        return new(examined.Source.Name, examined.Spec, examined.Windows, examined.HasData, dry, rows, stored, memory);
    }

    private static Task<MemoryForecast> MeasureAsync(ExaminedModel examined, StoredMemory stored, int rows, CancellationToken cancellation) => ProgressBar.RunAsync("measuring memory", progress =>
    {
        var (trains, done) = (examined.Objective is not null, 0);
        return MemoryForecast.MakeAsync(stored, new MemoryProbe(
            (batch, train) =>
            {
                progress.Report(((double)done++ / (trains ? 4 : 2), $"{(train ? "training" : "inference")}, {batch} rows"));
                return TryAsync(examined, batch, train, cancellation);
            },
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4), rows, trains);
    });

    private static async Task<IReadOnlyList<MemoryCheck>> CheckAsync(ExaminedModel examined, MemoryForecast memory, int rows, CancellationToken cancellation)
    {
        var checks = new List<MemoryCheck>();
        if (memory.Training is { } training) checks.Add(new(true, training.Over(rows), await TryAsync(examined, rows, true, cancellation).ConfigureAwait(false)));
        checks.Add(new(false, memory.Inference.Over(rows), await TryAsync(examined, rows, false, cancellation).ConfigureAwait(false)));
        return checks;
    }

    private static Task<TrialResult> TryAsync(ExaminedModel examined, int rows, bool train, CancellationToken cancellation) =>
        TrialProcess.RunAsync(new(examined.Source.Json, examined.Source.Folder, examined.Windows, rows, train), cancellation);

    private enum Use
    {
        Training,
        Inference,
    }
}
