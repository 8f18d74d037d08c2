using System.Globalization;

namespace Eegavi.Benchmarks;

/// <summary>Runs each part in C# and PyTorch in turn and prints the medians and their ratio; then what a key token more costs. It reports; it does not judge.</summary>
/// <param name="pytorch">The folder of <c>blocks_worker.py</c>.</param>
/// <param name="rounds">How often each side has its turn.</param>
/// <param name="output">Where the tables go.</param>
internal sealed class BlockComparison(string pytorch, int rounds, TextWriter output) : IDisposable
{
    private const double TurnSeconds = 0.05;
    private static readonly int[] KeyCounts = [512, 1024, 2048, 4096, 8192];

    // C# first, then PyTorch at each of its settings.
    private readonly List<Side> _sides = [.. Sides.PyTorch(Path.Combine(pytorch, "blocks_worker.py"), 1, 2)
        .Prepend(Sides.Own("C#", "blocks-worker")).Select(spec => new Side(spec))];

    /// <summary>Measures everything.</summary>
    public void Run()
    {
        output.WriteLine("| part | training, C# | PyTorch | C# / PyTorch | inference, C# | PyTorch | C# / PyTorch |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var name in BlockCases.Names) output.WriteLine($"| `{name}` | {Cells("step", name)} | {Cells("infer", name)} |");
        output.WriteLine();
        output.WriteLine("| keys | training, C# | a key more | PyTorch | inference, C# | a key more | PyTorch |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        Keys();
    }

    /// <summary>Ends the workers.</summary>
    public void Dispose() => _sides.ForEach(side => side.Dispose());

    private string Cells(string work, string name)
    {
        var (ours, theirs) = Medians(work, name);
        return $"{Milliseconds(ours)} | {Milliseconds(theirs)} | {Number(ours / theirs, "F2")}";
    }

    private void Keys()
    {
        var before = (Keys: 0, Step: 0.0, Infer: 0.0);
        foreach (var keys in KeyCounts)
        {
            var ((step, theirStep), (infer, theirInfer)) = (Medians("step", $"keys {keys}"), Medians("infer", $"keys {keys}"));
            string More(double now, double then) => before.Keys == 0 ? "" : $"{Number((now - then) / (keys - before.Keys) * 1e6, "F2")} µs";
            output.WriteLine($"| {keys} | {Milliseconds(step)} | {More(step, before.Step)} | {Milliseconds(theirStep)} | {Milliseconds(infer)} | {More(infer, before.Infer)} | {Milliseconds(theirInfer)} |");
            before = (keys, step, infer);
        }
    }

    // PyTorch's is that of its best setting.
    private (double Ours, double Theirs) Medians(string work, string name)
    {
        var counts = _sides.Select(side => Count(side, work, name)).ToList();
        var seconds = _sides.Select(_ => new List<double>()).ToList();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < _sides.Count; i++) seconds[i].Add(_sides[i].Seconds(work, counts[i], name));
        }
        var medians = seconds.Select(Comparison.Median).ToList();
        return (medians[0], medians[1..].Min());
    }

    // Warms up, and finds how many calls make a turn.
    private static int Count(Side side, string work, string name)
    {
        side.Seconds(work, 3, name);
        return Math.Clamp((int)(TurnSeconds / side.Seconds(work, 3, name)), 1, 200);
    }

    private static string Milliseconds(double seconds) => $"{Number(seconds * 1e3, "G3")} ms";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
