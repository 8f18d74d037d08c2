using System.Globalization;

namespace Eegavi.Benchmarks;

/// <summary>
/// Times calls of small operators in C# and PyTorch in turn, in turns of a few milliseconds. It reports; it does not judge.
/// A virtual core can be twice as slow while another guest uses its sibling: both sides share one core, and the ratio is the median of those of neighbouring turns.
/// </summary>
/// <param name="pytorch">The folder of <c>calls_worker.py</c>.</param>
/// <param name="rounds">How often each side has its turn.</param>
/// <param name="output">Where the table goes.</param>
internal sealed class CallComparison(string pytorch, int rounds, TextWriter output)
{
    // .NET compiles anew what has run for a while: about a million calls until the last time.
    private const int Turn = 2_000, WarmUp = 1_500_000, Core = 0;

    /// <summary>Measures every call and prints the medians, the fastest turns and the ratio.</summary>
    public void Run()
    {
        using var ours = new Side(Sides.Own("C#", "calls-worker") with { Core = Core });
        using var theirs = new Side(Sides.PyTorch(Path.Combine(pytorch, "calls_worker.py"), 0).First() with { Core = Core });
        output.WriteLine("| a call, median (fastest turn) | C# | PyTorch | PyTorch / C#, median of neighbouring turns |");
        output.WriteLine("|---|---|---|---|");
        foreach (var name in CallCases.Names) output.WriteLine(Row(name, ours, theirs));
    }

    private string Row(string name, Side ours, Side theirs)
    {
        foreach (var side in (Side[])[ours, theirs]) _ = side.Seconds("call", WarmUp, name);
        var turns = Enumerable.Range(0, rounds).Select(_ => (Ours: ours.Seconds("call", Turn, name), Theirs: theirs.Seconds("call", Turn, name))).ToList();
        var ratio = Comparison.Median([.. turns.Select(turn => turn.Theirs / turn.Ours)]);
        return string.Create(CultureInfo.InvariantCulture, $"| `{name}` | {Text([.. turns.Select(turn => turn.Ours)])} | {Text([.. turns.Select(turn => turn.Theirs)])} | {ratio:F2} |");
    }

    private static string Text(List<double> seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{Comparison.Median(seconds) * 1e6:F2} µs ({seconds.Min() * 1e6:F2})");
}
