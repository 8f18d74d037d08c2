using System.CommandLine;
using Eegavi.Cli.Output;
using Eegavi.Cli.Running;
using Eegavi.Data.Checks;
using Spectre.Console;

namespace Eegavi.Cli.Commands;

/// <summary><c>eegavi data check</c>: compares a data set's manifest with its files.</summary>
internal static class DataCheckCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "The data set: a folder with a manifest.json." };
        var command = new Command("check", "Compares a data set's manifest and trials with its files, and looks for what misleads experiments: missing or cut files, overlapping trials, labels that tell the subject.") { folder };
        var plugins = new PluginOptions();
        plugins.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var services = plugins.Open(parsed);
            var readers = services.SignalReaders();
            var manifest = Path.Combine(parsed.GetRequiredValue(folder).FullName, "manifest.json");
            var report = await ProgressBar.RunAsync("checking", progress => Task.Run(() => DataCheck.Run(manifest, readers, new Share(progress), cancellation), cancellation)).ConfigureAwait(false);
            foreach (var fact in report.Facts) Screen.Out.WriteLine(fact);
            foreach (var warning in report.Warnings) Screen.Out.MarkupLine($"[yellow]warning: {Markup.Escape(warning)}[/]");
            foreach (var problem in report.Problems) Screen.Out.MarkupLine($"[red]problem: {Markup.Escape(problem)}[/]");
            Screen.Out.WriteLine(report.IsUsable ? "The data set can be used." : $"{report.Problems.Count} problem(s) must be mended first.");
            return report.IsUsable ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private sealed class Share(IProgress<(double Share, string Words)> progress) : IProgress<double>
    {
        public void Report(double value) => progress.Report((value, ""));
    }
}
