using System.Globalization;

namespace Eegavi.Benchmarks;

/// <summary>Runs C# and PyTorch in turn, A B A B, and prints medians and ratios. It reports; it does not judge.</summary>
/// <param name="pytorch">The folder of <c>worker.py</c>.</param>
/// <param name="rounds">How often each side has its turn.</param>
/// <param name="output">Where the table goes.</param>
internal sealed class Comparison(string pytorch, int rounds, TextWriter output)
{
    private static readonly SideSpec Ours = Sides.Own("C#", "worker"), OursBfloat16 = Sides.Own("C# bfloat16", "worker", "bfloat16");

    /// <summary>Measures everything and prints it as a Markdown table.</summary>
    public void Run()
    {
        var rates = Rates();
        var (step, infer) = (Best("step"), Best("infer"));
        output.WriteLine($"PyTorch's best setting: training {step.Name}; inference {infer.Name}.");
        output.WriteLine();
        output.WriteLine("| | C# | PyTorch | PyTorch / C# |");
        output.WriteLine("|---|---|---|---|");
        var twin = step with { Name = "PyTorch, C#'s order of work", Arguments = [.. step.Arguments, "--twin"] };
        Times("training step", "step", 3, rates, Ours, step, OursBfloat16, twin);
        Times("inference", "infer", 1, rates, Ours, infer, OursBfloat16, infer with { Name = twin.Name, Arguments = [.. infer.Arguments, "--twin"] });
        SmallStep(step);
        Row("peak memory, training", Peak(Ours, "step"), Peak(step, "step"), bytes => $"{bytes / (1 << 20):F0} MiB");
        Row("peak memory, inference", Peak(Ours, "infer"), Peak(infer, "infer"), bytes => $"{bytes / (1 << 20):F0} MiB");
        output.WriteLine($"| tensors that a training step leaves | {Left()} | | |");
        output.WriteLine();
        output.WriteLine($"Measured products: {rates.Float32 / 1e9:F0} GFLOP/s in float32, {rates.Bfloat16 / 1e9:F0} in bfloat16.");
    }

    private static (double Float32, double Bfloat16) Rates()
    {
        using var side = new Side(Ours);
        var answer = side.Ask("rate");
        return (answer.GetProperty("float32").GetDouble(), answer.GetProperty("bfloat16").GetDouble());
    }

    // {as it starts, 1, 2 threads} x {the OpenBLAS builds that are there}.
    private SideSpec Best(string work) => Sides.PyTorch(Path.Combine(pytorch, "worker.py"), 0, 1, 2).MinBy(setting => Median(Alone(setting, work)))!;

    private double[] Alone(SideSpec spec, string work)
    {
        using var side = new Side(spec);
        side.Seconds(work, 1);
        var seconds = side.Seconds(work, 3);
        Console.Error.WriteLine($"{spec.Name}: {work} {Median(seconds):F2} s");
        return seconds;
    }

    // The first side is ours, the second is what it is held to; the others are held to the second too.
    private void Times(string title, string work, int passes, (double Float32, double Bfloat16) rates, params SideSpec[] specs)
    {
        var sides = specs.Select(spec => new Side(spec)).ToList();
        foreach (var side in sides) side.Seconds(work, 2);
        var seconds = sides.Select(_ => new List<double>()).ToList();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < sides.Count; i++) seconds[i].AddRange(sides[i].Seconds(work, 1));
        }
        sides.ForEach(side => side.Dispose());

        var medians = seconds.Select(Median).ToList();
        var floor = passes * Products.Forward(DefaultSize.Rows);
        string Share(double time, double rate) => $"{time:F2} s ({100 * floor / time / rate:F0} % of the product rate)";
        Row($"{title}, float32", medians[0], medians[1], time => Share(time, rates.Float32));
        output.WriteLine($"| {title}, bfloat16 against float32 | {Share(medians[2], rates.Bfloat16)} | {medians[1]:F2} s | {medians[1] / medians[2]:F2} |");
        output.WriteLine($"| {title}, against {specs[3].Name} | {medians[0]:F2} s | {medians[3]:F2} s | {medians[3] / medians[0]:F2} |");
    }

    // 12,000 parameters, so that calls of the engine are what takes time: a hundred steps a turn.
    private void SmallStep(SideSpec pytorchSide)
    {
        using var ours = new Side(Sides.Own("C#", "small-worker"));
        using var theirs = new Side(pytorchSide with { Arguments = [.. pytorchSide.Arguments, "--small"] });
        var seconds = new[] { ours, theirs }.Select(side => (Side: side, All: new List<double>())).ToList();
        foreach (var (side, _) in seconds) side.Seconds("step", 500);
        for (var round = 0; round < 5 * rounds; round++)
            foreach (var (side, all) in seconds) all.AddRange(side.Seconds("step", 100));
        Row($"training step, {ours.Ask("parameters").GetProperty("count").GetInt64():N0} parameters", Median(seconds[0].All), Median(seconds[1].All), time => $"{1000 * time:F2} ms");
    }

    private static double Peak(SideSpec spec, string work)
    {
        using var side = new Side(spec);
        side.Seconds(work, 3);
        return side.Ask("memory").GetProperty("bytes").GetDouble();
    }

    // After the first steps: the optimiser's own are made in the first.
    private static long Left()
    {
        using var side = new Side(Ours);
        long Count(int steps) => side.Ask($"step {steps}").GetProperty("tensors").GetInt64();
        var before = Count(2);
        return Count(2) - before;
    }

    private void Row(string title, double ours, double theirs, Func<double, string> text) =>
        output.WriteLine($"| {title} | {text(ours)} | {text(theirs)} | {theirs / ours:F2} |");

    /// <summary>The median of ratios, with quartiles.</summary>
    internal static string Quartiles(IEnumerable<double> ratios)
    {
        double[] sorted = [.. ratios.Order()];
        return string.Create(CultureInfo.InvariantCulture, $"{sorted[sorted.Length / 2]:0.000} ({sorted[sorted.Length / 4]:0.000}–{sorted[sorted.Length * 3 / 4]:0.000})");
    }

    internal static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
