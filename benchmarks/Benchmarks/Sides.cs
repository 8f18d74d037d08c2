using System.Globalization;

namespace Eegavi.Benchmarks;

/// <summary>The ways to start either side.</summary>
internal static class Sides
{
    /// <summary>The Python that has PyTorch.</summary>
    public static string Python { get; } = Environment.GetEnvironmentVariable("EEGAVI_BENCH_PYTHON") is { Length: > 0 } set ? set : "/usr/bin/python3";

    private static readonly string[] Builds = ["openblas-openmp", "openblas-pthread"];

    /// <summary>This program again.</summary>
    public static SideSpec Own(string name, params string[] arguments) => new(name, Environment.ProcessPath!, [.. Host(), .. arguments]);

    /// <summary>PyTorch with each OpenBLAS build that is there and each number of threads; 0 = as it starts.</summary>
    /// <param name="worker">The script.</param>
    /// <param name="threads">Numbers of threads.</param>
    public static IEnumerable<SideSpec> PyTorch(string worker, params int[] threads) =>
        from build in Builds
        from count in threads
        select PyTorch(worker, build, count.ToString(CultureInfo.InvariantCulture));

    private static SideSpec PyTorch(string worker, string build, string threads) =>
        new($"PyTorch ({build}, {(threads == "0" ? "default" : threads)} threads)", Python, [worker, "--threads", threads], build);

    // Under `dotnet X.dll` the process is dotnet, and the program its first argument.
    private static IEnumerable<string> Host() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
}
