using System.Diagnostics;
using System.Globalization;

namespace Eegavi.Benchmarks.Logistic;

/// <summary>Measures the L-BFGS trainers against scikit-learn's LogisticRegression with the same penalty, in turn. It reports; it does not judge.</summary>
/// <param name="workers">The folder of <c>logistic_worker.py</c>.</param>
/// <param name="rounds">Turns of both.</param>
/// <param name="output">Where the table goes.</param>
internal sealed class LogisticComparison(string workers, int rounds, TextWriter output)
{
    /// <summary>Measures and prints.</summary>
    public void Run()
    {
        using var theirs = new Side(new("scikit-learn", "/usr/bin/python3", [Path.Combine(workers, "logistic_worker.py")]));
        output.WriteLine("| rows x features, classes | C# | scikit-learn | C# / scikit-learn (quartiles) | weights: largest difference |");
        output.WriteLine("|---|---|---|---|---|");
        foreach (var one in LogisticCase.All) output.WriteLine(Row(one, theirs));
    }

    private string Row(LogisticCase one, Side theirs)
    {
        var table = one.Table();
        var expected = theirs.Ask($"weights {one.Request}").GetProperty("weights").EnumerateArray().Select(weight => weight.GetDouble());
        var difference = one.Fit(table).Zip(expected, (ours, other) => Math.Abs(ours - other)).Max();
        var turns = Enumerable.Range(0, rounds).Select(_ => (Ours: Seconds(() => one.Fit(table)), Theirs: theirs.Ask($"fit {one.Request}").GetProperty("seconds").GetDouble())).ToList();
        var (ours, others) = (Comparison.Median(turns.Select(turn => turn.Ours)), Comparison.Median(turns.Select(turn => turn.Theirs)));
        return string.Create(CultureInfo.InvariantCulture,
            $"| {one.Rows} x {one.Features}, {one.Classes} | {ours:F3} s | {others:F3} s | {Comparison.Quartiles(turns.Select(turn => turn.Ours / turn.Theirs))} | {difference:0.0e0} |");
    }

    private static double Seconds(Action action)
    {
        var watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalSeconds;
    }
}
