using System.Diagnostics;
using System.Globalization;
using Eegavi.Training;
using Spectre.Console;

namespace Eegavi.Cli.Output;

/// <summary>Shows a training run while it runs: live curves on a terminal, plain lines when redirected, or nothing but warnings.</summary>
internal static class TrainingDisplay
{
    private static readonly TimeSpan DrawEvery = TimeSpan.FromMilliseconds(100), LineEvery = TimeSpan.FromSeconds(5);

    /// <summary>Runs the work and shows what it reports.</summary>
    /// <param name="title">The run's name.</param>
    /// <param name="isQuiet">Shows warnings alone.</param>
    /// <param name="work">Trains; what it throws comes through, and the terminal is left as it was.</param>
    public static Task<T> RunAsync<T>(string title, bool isQuiet, Func<IProgress<TrainingProgress>, Task<T>> work)
    {
        if (isQuiet) return work(new Lines(title, TimeSpan.MaxValue));
        return Screen.Err.Profile.Capabilities.Interactive ? LiveAsync(title, work) : work(new Lines(title, LineEvery));
    }

    private static async Task<T> LiveAsync<T>(string title, Func<IProgress<TrainingProgress>, Task<T>> work)
    {
        var curves = new TrainingCurves(title);
        return await Screen.Err.Live(curves.Draw(Screen.Err.Profile.Width)).Overflow(VerticalOverflow.Crop).Cropping(VerticalOverflowCropping.Bottom)
            .StartAsync(context => work(new Live(curves, context))).ConfigureAwait(false);
    }

    private sealed class Live(TrainingCurves curves, LiveDisplayContext context) : IProgress<TrainingProgress>
    {
        private readonly Stopwatch _sinceDrawn = Stopwatch.StartNew();

        public void Report(TrainingProgress value)
        {
            curves.Add(value);
            if (_sinceDrawn.Elapsed < DrawEvery && value.Step < value.Steps && value.HeldBack is null) return;
            context.UpdateTarget(curves.Draw(Screen.Err.Profile.Width));
            _sinceDrawn.Restart();
        }
    }

    private sealed class Lines(string title, TimeSpan every) : IProgress<TrainingProgress>
    {
        private readonly Stopwatch _sinceLine = Stopwatch.StartNew();
        private readonly HashSet<string> _warned = new(StringComparer.Ordinal);

        public void Report(TrainingProgress value)
        {
            foreach (var warning in value.HeldBack?.Warnings ?? [])
                if (_warned.Add(warning.Sign.ToString())) Screen.Err.WriteLine($"{title}: epoch {value.Epoch}: {warning.Words}");
            if (_sinceLine.Elapsed < every) return;
            _sinceLine.Restart();
            var left = value.Remaining is { } time ? string.Create(CultureInfo.InvariantCulture, $", about {time.TotalSeconds:F0} s left") : "";
            var heldBack = value.HeldBackLoss is { } loss ? string.Create(CultureInfo.InvariantCulture, $", held back {loss:0.000}") : "";
            Screen.Err.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title}: epoch {value.Epoch} of {value.Epochs}, step {value.Step} of {value.Steps}{left}, loss {value.Loss:0.000}{heldBack}"));
        }
    }
}
