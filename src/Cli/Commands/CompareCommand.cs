using System.CommandLine;
using System.Diagnostics;
using Eegavi.Cli.Output;
using Eegavi.Cli.Running;
using Eegavi.Data.Windows;
using Eegavi.Data.Writers;
using Eegavi.Plugins;
using Eegavi.Training.Comparison;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Eegavi.Cli.Commands;

/// <summary><c>eegavi compare</c>: trains every variant of an experiment and says which is better.</summary>
internal static class CompareCommand
{
    private const string About =
        """
        Trains every variant × seed × fold of an experiment and says which is better, and by how much.

        The file names studies; a study names a base run and its variants, each a JSON Merge Patch on it. Folds are by subject.
        A variant "beats" another where the 95 % interval of the paired difference over at least 12 subjects lies above 0; the intervals hold for all
        comparisons of a study together.
        What has run is kept in the output folder: a second call goes on where the first one stopped.

        Example:  eegavi compare samples/CompareFusion/experiment.json
                  eegavi compare experiment.json --set studies[0].base.training.epochs=5
        """;

    public static Command Create()
    {
        var file = new Argument<FileInfo>("experiment") { Description = "The experiment: a JSON file; comments are allowed." };
        var folder = new Option<DirectoryInfo?>("--out") { Description = "Where results and runs are kept. Default: runs/NAME, after the experiment's folder." };
        var settings = new Option<string[]>("--set") { Description = "Changes the configuration, for example studies[0].seeds=[1,2,3].", DefaultValueFactory = _ => [] };
        var workers = new Option<int>("--workers") { Description = "Runs that train side by side.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var studies = new Option<string[]>("--study") { Description = "Only the studies of these names.", DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true };
        var fresh = new Option<bool>("--fresh") { Description = "Forgets what has run." };
        var plugins = new PluginOptions();
        var command = new Command("compare", About) { file, folder, studies, settings, workers, fresh };
        plugins.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = parsed.GetRequiredValue(file).FullName;
            var target = parsed.GetValue(folder)?.FullName ?? Path.Combine(Environment.CurrentDirectory, "runs", NameOf(path));
            OutputFolder.Check(target);
            if (parsed.GetValue(fresh) && Directory.Exists(Path.Combine(target, "runs"))) Directory.Delete(Path.Combine(target, "runs"), recursive: true);
            var configuration = ConfigurationFiles.Load(path, parsed.GetValue(settings)!);
            using var services = plugins.Open(parsed, configuration);
            return await RunAsync(services, configuration, Path.GetDirectoryName(path)!, target, parsed.GetValue(studies)!, Math.Max(1, parsed.GetValue(workers)), cancellation).ConfigureAwait(false);
        });
        return command;
    }

    private static string NameOf(string path) =>
        Path.GetFileNameWithoutExtension(path) is var name and not "experiment" ? name : Path.GetFileName(Path.GetDirectoryName(path)!);

    private static async Task<int> RunAsync(IServiceProvider services, ResolvedConfiguration configuration, string folder, string target, string[] studies, int workers, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var binder = services.GetRequiredService<SpecBinder>();
        var resolved = new RunPaths(binder, folder).OfExperiment(configuration);
        var spec = binder.Bind<ComparisonSpec>(resolved);
        spec = spec with { Studies = [.. Named(spec.Studies, studies).Select(services.AddPlugins)] };

        var bench = new Bench(services, folder);
        await MakeDataAsync(spec, bench, cancellation).ConfigureAwait(false);
        spec = spec with { Studies = [.. spec.Studies.Select(new KnownCeilings(bench).AddTo)] };
        var plan = await ProgressBar.RunAsync("reading the data and checking every variant", progress => Task.Run(
            () => ComparisonPlan.Make(spec, new Bench(services, folder, new Reading(progress)).ToWorkbench()), cancellation)).ConfigureAwait(false);

        AtomicFile.WriteText(Path.Combine(target, "experiment.resolved.json"), resolved.ToText());
        using var runner = new ProcessRunner(Math.Min(workers, plan.Cells.Count), folder);
        var report = await ProgressBar.RunAsync("training", progress =>
            new ComparisonRun(plan, runner, new CellStore(target)).RunAsync(new Training(progress), cancellation)).ConfigureAwait(false);
        report.Write(Path.Combine(target, "results.json"));

        foreach (var study in report.Studies) ComparisonTable.Write(study, Screen.Out);
        Screen.Out.WriteLine($"{plan.Cells.Count} runs in {clock.Elapsed.TotalSeconds:F0} s; all figures: {Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(target, "results.json"))}");
        return report.Studies.Any(s => s.Variants.Values.Any(v => v.Errors.Count > 0)) ? ExitCode.Failed : ExitCode.Done;
    }

    private static IEnumerable<StudySpec> Named(IReadOnlyList<StudySpec> studies, string[] names)
    {
        foreach (var name in names.Where(name => studies.All(study => study.Name != name)))
            throw new ArgumentException($"--study: expected one of {string.Join(", ", studies.Select(study => study.Name))}; got '{name}'.");
        return studies.Where(study => names.Length == 0 || names.Contains(study.Name));
    }

    // Made before anything is read: the same data set may serve several studies.
    private static async Task MakeDataAsync(ComparisonSpec spec, Bench bench, CancellationToken cancellation)
    {
        var wanted = spec.Studies.SelectMany(study => study.Variants.Values.Select(patch => bench.ReadData(bench.Read((System.Text.Json.Nodes.JsonObject)JsonMergePatch.Apply(study.Base, patch)!).Data)));
        foreach (var data in wanted.Where(data => data.Make is not null).DistinctBy(data => data.Folder))
            await Datasets.MakeAsync(data.Make!, data.Folder, cancellation).ConfigureAwait(false);
    }

    private sealed class Reading(IProgress<(double Share, string Words)> progress) : IProgress<ReadProgress>
    {
        public void Report(ReadProgress value) => progress.Report(((double)value.Done / value.Total, value.Name));
    }

    private sealed class Training(IProgress<(double Share, string Words)> progress) : IProgress<ComparisonProgress>
    {
        public void Report(ComparisonProgress value)
        {
            var words = value.Last is null ? "" : $"{value.Last.Study} {value.Last.Variant}, {value.Done} of {value.Cells} runs{(value.Failed > 0 ? $", {value.Failed} failed" : "")}";
            progress.Report(((double)value.Done / value.Cells, words));
        }
    }
}
