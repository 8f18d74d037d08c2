using System.Globalization;

namespace Eegavi.Benchmarks;

/// <summary>Times calls of small operators in C# and PyTorch in turn, in turns of a few milliseconds, so that what else the machine does disturbs both alike. It reports; it does not judge.</summary>
/// <param name="pytorch">The folder of <c>calls_worker.py</c>.</param>
/// <param name="rounds">How often each side has its turn.</param>
/// <param name="output">Where the table goes.</param>
internal sealed class CallComparison(string pytorch, int rounds, TextWriter output)
{
    private const int Turn = 2_000, WarmUp = 150;

    /// <summary>Measures every call and prints the medians and the fastest turns.</summary>
    public void Run()
    {
        using var ours = new Side(Sides.Own("C#", "calls-worker"));
        using var theirs = new Side(Sides.PyTorch(Path.Combine(pytorch, "calls_worker.py"), 0).First());
        output.WriteLine("| a call, median (fastest turn) | C# | PyTorch | PyTorch / C# |");
        output.WriteLine("|---|---|---|---|");
        foreach (var name in CallCases.Names) output.WriteLine(Row(name, ours, theirs));
    }

    private string Row(string name, Side ours, Side theirs)
    {
        var (a, b) = (new List<double>(), new List<double>());
        // .NET compiles anew what has run for a while.
        for (var turn = 0; turn < WarmUp; turn++) _ = (ours.Seconds("call", Turn, name), theirs.Seconds("call", Turn, name));
        for (var round = 0; round < rounds; round++)
        {
            a.Add(ours.Seconds("call", Turn, name));
            b.Add(theirs.Seconds("call", Turn, name));
        }
        var ratio = Comparison.Median(b) / Comparison.Median(a);
        return string.Create(CultureInfo.InvariantCulture, $"| `{name}` | {Text(a)} | {Text(b)} | {ratio:F2} |");
    }

    private static string Text(List<double> seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{Comparison.Median(seconds) * 1e6:F2} µs ({seconds.Min() * 1e6:F2})");
}
