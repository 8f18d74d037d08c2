using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Eegavi.Cli.Output;

/// <summary>Shows how far work is: a live bar with ETA on a terminal, a plain line now and then when redirected.</summary>
internal static class ProgressBar
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

    /// <summary>Runs work that reports a share done (0…1) and a few words.</summary>
    public static Task<T> RunAsync<T>(string title, Func<IProgress<(double Share, string Words)>, Task<T>> work) =>
        Screen.Err.Profile.Capabilities.Interactive ? LiveAsync(title, work) : LinesAsync(title, work);

    private static Task<T> LiveAsync<T>(string title, Func<IProgress<(double Share, string Words)>, Task<T>> work) => Screen.Err.Progress()
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn())
        .StartAsync(async context =>
        {
            var task = context.AddTask(Markup.Escape(title), maxValue: 1);
            var result = await work(new Direct(step =>
            {
                task.Value = step.Share;
                task.Description = Markup.Escape(step.Words.Length > 0 ? $"{title}: {step.Words}" : title);
            })).ConfigureAwait(false);
            task.Value = 1;
            return result;
        });

    private static async Task<T> LinesAsync<T>(string title, Func<IProgress<(double Share, string Words)>, Task<T>> work)
    {
        var clock = Stopwatch.StartNew();
        var next = LineEvery;
        var gate = new Lock();
        return await work(new Direct(step =>
        {
            lock (gate)
            {
                if (clock.Elapsed < next) return;
                next = clock.Elapsed + LineEvery;
                Screen.Err.WriteLine(Line(title, step, clock.Elapsed));
            }
        })).ConfigureAwait(false);
    }

    private static string Line(string title, (double Share, string Words) step, TimeSpan elapsed)
    {
        var left = step.Share > 0.01 ? $", about {Seconds(elapsed * ((1 - step.Share) / step.Share))} left" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{title}: {step.Share:P0} after {Seconds(elapsed)}{left}{(step.Words.Length > 0 ? ": " + step.Words : "")}");
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds < 100
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:F1} min");

    // Progress<T> posts to a pool thread and so reorders reports.
    private sealed class Direct(Action<(double Share, string Words)> report) : IProgress<(double Share, string Words)>
    {
        public void Report((double Share, string Words) value) => report(value);
    }
}
