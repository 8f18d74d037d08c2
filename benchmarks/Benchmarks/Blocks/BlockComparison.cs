using System.Globalization;

namespace Eegavi.Benchmarks;

/// <summary>
/// Runs each part in C# and in PyTorch in turn, A B A B, and prints medians, and ratios of neighbouring turns and of the fastest; then what keys cost, in time and memory. It reports; it does not judge.
/// </summary>
/// <param name="pytorch">The folder of <c>blocks_worker.py</c>.</param>
/// <param name="rounds">How often each side has its turn.</param>
/// <param name="only">Which parts: those whose name contains this; empty = all, then what keys cost.</param>
/// <param name="core">The core that both sides share, with one thread each; null = all cores, PyTorch at its best number of threads.</param>
/// <param name="output">Where the tables go.</param>
/// <param name="progress">Where one line says how far it is.</param>
internal sealed class BlockComparison(string pytorch, int rounds, string only, int? core, TextWriter output, TextWriter progress) : IDisposable
{
    private const string Training = "step", Inference = "infer";
    private static readonly int[] Keys = [256, 512, 1024, 2048, 4096, 8192];
    private static readonly string[] Growing = [.. Keys.Select(keys => $"64 x {keys}")], Long = [.. Keys[2..].Select(keys => $"2048 x {keys}")];
    private readonly SideSpec _own = Sides.Own("C#", "blocks-worker") with { Core = core };
    private readonly List<SideSpec> _settings = [.. Sides.PyTorch(Path.Combine(pytorch, "blocks_worker.py"), core is null ? [1, 2] : [1]).Select(spec => spec with { Core = core })];
    private readonly Dictionary<string, Side> _open = [];
    private int _done;

    /// <summary>Measures everything.</summary>
    public void Run()
    {
        Table("fusion block", BlockCases.Fusion);
        Table("resampler", BlockCases.Resamplers);
        if (only.Length == 0)
        {
            Growth();
            Memory();
        }
        progress.WriteLine("\r" + new string(' ', 80) + "\r");
    }

    /// <summary>Ends the workers.</summary>
    public void Dispose()
    {
        foreach (var side in _open.Values) side.Dispose();
    }

    private void Table(string kind, IEnumerable<string> names)
    {
        output.WriteLine($"| {kind} | training, C# | PyTorch | C# / PyTorch | inference, C# | PyTorch | C# / PyTorch |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var name in names.Where(name => name.Contains(only, StringComparison.Ordinal))) output.WriteLine($"| `{name.Split(',')[0]}`{name[name.Split(',')[0].Length..]} | {Cells(Training, name)} | {Cells(Inference, name)} |");
        output.WriteLine();
    }

    private string Cells(string work, string name)
    {
        var result = Duel(work, name).Run(rounds);
        return $"{Milliseconds(result.Ours)} | {Milliseconds(result.Theirs)} | {Number(result.Ratio, "F2")} ({Number(result.FastestRatio, "F2")})";
    }

    private void Growth()
    {
        output.WriteLine("| 64 queries, keys | training, C# | a key more | PyTorch | a key more | inference, C# | a key more | PyTorch | a key more |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|");
        double[]? before = null;
        for (var i = 0; i < Keys.Length; i++)
        {
            var (step, infer) = (Duel(Training, Growing[i]).Run(rounds), Duel(Inference, Growing[i]).Run(rounds));
            double[] now = [step.Ours, step.Theirs, infer.Ours, infer.Theirs];
            var cells = now.Select((seconds, j) => $"{Milliseconds(seconds)} | {(before is null ? "" : $"{Number((seconds - before[j]) / (Keys[i] - Keys[i - 1]) * 1e6, "F2")} µs")}");
            output.WriteLine($"| {Keys[i]} | {string.Join(" | ", cells)} |");
            before = now;
        }
        output.WriteLine();
    }

    // Of a fresh process each, beside the part and its inputs.
    private void Memory()
    {
        output.WriteLine("| queries x keys | memory of a training step, C# | PyTorch |");
        output.WriteLine("|---|---|---|");
        foreach (var name in Long) output.WriteLine($"| {name} | {Bytes(_own, name)} | {Bytes(_settings[0], name)} |");
    }

    private string Bytes(SideSpec spec, string name)
    {
        Tell("memory", name);
        using var side = new Side(spec);
        return $"{side.Ask($"memory 2 {name}").GetProperty("bytes").GetInt64() / (1 << 20)} MiB";
    }

    private Duel Duel(string work, string name)
    {
        Tell(work, name);
        return Benchmarks.Duel.OfBest(Open(_own), [.. _settings.Select(Open)], work, name);
    }

    // A worker stays for all parts.
    private Side Open(SideSpec spec) => _open.TryGetValue(spec.Name, out var side) ? side : _open[spec.Name] = new Side(spec);

    private void Tell(string work, string name)
    {
        var all = (2 * (BlockCases.Fusion.Count + BlockCases.Resamplers.Count + Growing.Length)) + (2 * Long.Length);
        progress.Write($"\r{++_done}/{all} {name}, {work}".PadRight(79));
        progress.Flush();
    }

    private static string Milliseconds(double seconds) => $"{Number(seconds * 1e3, "G3")} ms";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
