using System.Diagnostics;
using System.Text.Json;

namespace Eegavi.Benchmarks;

/// <summary>How to start one side of the comparison.</summary>
/// <param name="Name">As the table calls it.</param>
/// <param name="Program">What to start.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Blas">The build of OpenBLAS that Debian's PyTorch is to use, <c>openblas-openmp</c> or <c>openblas-pthread</c>; null = it finds its own.</param>
/// <param name="Core">The one core that it runs on, with one thread; null = all of them.</param>
internal sealed record SideSpec(string Name, string Program, IReadOnlyList<string> Arguments, string? Blas = null, int? Core = null);

/// <summary>A worker process of either language.</summary>
internal sealed class Side : IDisposable
{
    private readonly Process _process;

    public Side(SideSpec spec)
    {
        Name = spec.Name;
        var start = new ProcessStartInfo(spec.Program, spec.Arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("OPENBLAS_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        if (spec.Blas is not null)
        {
            start.Environment["LD_LIBRARY_PATH"] = $"/usr/lib/x86_64-linux-gnu/{spec.Blas}";
            start.Environment["EEGAVI_BENCH_BLAS"] = spec.Blas;       // benchmarks/debian13
        }
        if (spec.Core is not null) start.Environment["OMP_NUM_THREADS"] = "1";
        _process = Process.Start(start) ?? throw new InvalidOperationException($"Expected to start {spec.Program}; got no process.");
        // Of the process's first thread, which answers, and of those that it starts.
        if (spec.Core is { } core && OperatingSystem.IsLinux()) _process.ProcessorAffinity = 1 << core;
    }

    public string Name { get; }

    /// <summary>Seconds of each of <paramref name="count"/> repetitions.</summary>
    public double[] Seconds(string work, int count) =>
        [.. Ask($"{work} {count}").GetProperty("seconds").EnumerateArray().Select(seconds => seconds.GetDouble())];

    /// <summary>Seconds of a call, the mean of <paramref name="count"/> calls of a part.</summary>
    public double Seconds(string work, int count, string part) => Ask($"{work} {count} {part}").GetProperty("seconds")[0].GetDouble();

    /// <summary>One request, its answer.</summary>
    public JsonElement Ask(string request)
    {
        _process.StandardInput.WriteLine(request);
        _process.StandardInput.Flush();
        var answer = _process.StandardOutput.ReadLine();
        return answer is null
            ? throw new InvalidOperationException($"Expected an answer of {Name} to '{request}'; it ended. Its own message stands above.")
            : JsonDocument.Parse(answer).RootElement;
    }

    /// <summary>Lets the process end by itself.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
