using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Eegavi.Cli.Output;
using Eegavi.Cli.Running;
using Eegavi.Plugins;
using Eegavi.Training.Runs;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Eegavi.Cli.Commands;

/// <summary><c>eegavi train</c>: trains one run on all rows of its data and keeps the model.</summary>
internal static class TrainCommand
{
    private const string About =
        """
        Trains one model on all rows of its data and keeps it: weights as safetensors, the resolved configuration, the figures of every epoch.

        The file has the sections model, losses, training and data; docs/comparing.md lists their keys. To know how good a model is, use compare:
        this command holds some subjects back only to watch itself (docs/collapse.md): it says when the model has collapsed.

        A terminal shows curves while it runs; afterwards the folder's README.md has them, with the settings and what is wrong, and TensorBoard reads it too.
        Ctrl-C stops after the current step and keeps a checkpoint (exit code 130); the same command goes on from there, also after a crash or a power cut.

        Examples:  eegavi train samples/CompareFusion/run.json --out runs/mine
                   eegavi train samples/CompareFusion/run.json --overfit-batch --out runs/one-batch   (can it learn one batch?)
        """;

    public static Command Create()
    {
        var file = new Argument<FileInfo>("run") { Description = "The run: a JSON file; comments are allowed." };
        var folder = new Option<DirectoryInfo?>("--out") { Description = "The run's folder. Default: runs/NAME." };
        var settings = new Option<string[]>("--set") { Description = "Changes the configuration, for example training.epochs=5.", DefaultValueFactory = _ => [] };
        var fresh = new Option<bool>("--fresh") { Description = "Deletes what is in the folder and begins anew. Default: a run that is there goes on." };
        var resume = new Option<bool>("--resume") { Description = "Goes on with the run in the folder, and fails where there is none. Default: goes on or begins." };
        var overfit = new Option<bool>("--overfit-batch") { Description = "Trains on the first batch alone: a model that cannot learn even that has a fault." };
        var quiet = new Option<bool>("--no-progress") { Description = "Shows no curves and no progress, only warnings." };
        var plugins = new PluginOptions();
        var command = new Command("train", About) { file, folder, settings, fresh, resume, overfit, quiet };
        plugins.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = parsed.GetRequiredValue(file).FullName;
            var target = parsed.GetValue(folder)?.FullName ?? Path.Combine(Environment.CurrentDirectory, "runs", Path.GetFileNameWithoutExtension(path));
            if (parsed.GetValue(resume) && !Directory.Exists(target)) throw new DirectoryNotFoundException($"expected a run to go on with in {target}; there is none: leave --resume out to begin one.");
            string[] changes = parsed.GetValue(overfit) ? [.. parsed.GetValue(settings)!, "training.overfitBatch=true"] : parsed.GetValue(settings)!;
            var configuration = ConfigurationFiles.Load(path, changes);
            using var services = plugins.Open(parsed, configuration);
            await RunAsync(services, configuration, Path.GetDirectoryName(path)!, target, parsed.GetValue(fresh), parsed.GetValue(quiet), cancellation).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task RunAsync(IServiceProvider services, ResolvedConfiguration configuration, string folder, string target, bool fresh, bool isQuiet, CancellationToken cancellation)
    {
        var run = services.AddPlugins(new RunPaths(services.GetRequiredService<SpecBinder>(), folder).OfRun(configuration).ToJson());
        var bench = new Bench(services, folder);
        var data = bench.ReadData(bench.Read(run).Data);
        OutputFolder.Check(target);
        if (data.Make is not null) await Datasets.MakeAsync(data.Make, data.Folder, cancellation).ConfigureAwait(false);
        var record = await TrainAsync(bench, run, target, fresh, isQuiet, cancellation).ConfigureAwait(false);
        Screen.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{record.Result.Steps} steps on {record.Rows} rows, last loss {record.Result.FinalLoss:0.000}, {record.Result.MillisecondsPerStep:0.0} ms a step; kept in {Path.GetRelativePath(Environment.CurrentDirectory, target)} (README.md tells what is there)"));
    }

    private static Task<RunRecord> TrainAsync(Bench bench, JsonObject run, string target, bool fresh, bool isQuiet, CancellationToken cancellation) =>
        TrainingDisplay.RunAsync(Path.GetFileName(target), isQuiet, progress => Task.Run(
            () => RunFolder.Train(bench.ToWorkbench(), run, target, new() { Fresh = fresh, Progress = progress, Warn = Screen.Err.WriteLine }, cancellation), cancellation));
}
