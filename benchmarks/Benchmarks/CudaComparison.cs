namespace Eegavi.Benchmarks;

/// <summary>Runs C# and PyTorch in turn on the first graphics processor, few rows and many, and prints medians and ratios. Neither uses TF32.</summary>
/// <param name="pytorch">The folder of <c>worker.py</c>; the python3 on the path must have a PyTorch for the same processor.</param>
/// <param name="rounds">How often each side has its turn.</param>
/// <param name="output">Where the table goes.</param>
internal sealed class CudaComparison(string pytorch, int rounds, TextWriter output)
{
    private const int Few = 4, Many = 64, AtOnce = 10;

    /// <summary>Measures everything and prints it as a Markdown table.</summary>
    public void Run()
    {
        output.WriteLine("| | rows | C# | PyTorch | PyTorch in C#'s order of work | PyTorch / C# |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (var type in new[] { "float32", "bfloat16" })
            foreach (var rows in new[] { Few, Many })
                Compare(type, rows);
    }

    private void Compare(string type, int rows)
    {
        using var ours = new Side(Sides.Own("C#", "cuda-worker", type, $"{rows}"));
        using var theirs = PyTorch(type, rows);
        using var twin = PyTorch(type, rows, "--twin");
        Times("training step", "step");
        Times("inference", "infer");

        void Times(string title, string work)
        {
            Side[] sides = [ours, theirs, twin];
            foreach (var side in sides) side.Seconds(work, AtOnce);
            var seconds = sides.Select(_ => new List<double>()).ToList();
            for (var round = 0; round < rounds; round++)
                for (var i = 0; i < sides.Length; i++) seconds[i].AddRange(sides[i].Seconds(work, AtOnce));
            var ms = seconds.Select(all => 1000 * Comparison.Median(all)).ToList();
            output.WriteLine($"| {title}, {type} | {rows} | {ms[0]:0.00} ms | {ms[1]:0.00} ms | {ms[2]:0.00} ms | {ms[1] / ms[0]:0.00} |");
        }
    }

    private Side PyTorch(string type, int rows, params string[] more) => new(new(
        "PyTorch", "python3", [Path.Combine(pytorch, "worker.py"), "--device", "cuda", "--rows", $"{rows}", .. type == "bfloat16" ? ["--bfloat16"] : Array.Empty<string>(), .. more]));
}
