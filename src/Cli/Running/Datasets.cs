using Eegavi.Cli.Output;
using Eegavi.Data;
using Eegavi.Data.Synthetic;
using Spectre.Console;

namespace Eegavi.Cli.Running;

/// <summary>Makes the data sets that a configuration asks for.</summary>
internal static class Datasets
{
    /// <summary>Makes a planted data set, or says that it is there.</summary>
    public static async Task MakeAsync(PlantedSpec spec, string folder, CancellationToken cancellation)
    {
        var options = spec.ToOptions();
        var made = await ProgressBar.RunAsync($"making {Path.GetFileName(folder)}", progress => Task.Run(
            () => PlantedDataSet.Write(options, spec.Level, folder, new ShareOnly(progress), cancellation), cancellation)).ConfigureAwait(false);
        Screen.Err.WriteLine(made
            ? $"wrote {options.Subjects} subjects × {options.Trials} trials of {options.WindowSeconds} s to {Path.GetRelativePath(Environment.CurrentDirectory, folder)}"
            : $"{Path.GetRelativePath(Environment.CurrentDirectory, folder)} holds this data set already");
    }

    private sealed class ShareOnly(IProgress<(double Share, string Words)> progress) : IProgress<double>
    {
        public void Report(double value) => progress.Report((value, ""));
    }
}
