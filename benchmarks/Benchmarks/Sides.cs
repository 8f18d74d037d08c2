using System.Globalization;

namespace Eegavi.Benchmarks;

/// <summary>The ways to start either side.</summary>
internal static class Sides
{
    private static readonly string[] Builds = ["openblas-openmp", "openblas-pthread"];

    /// <summary>This program again.</summary>
    public static SideSpec Own(string name, params string[] arguments) => new(name, Environment.ProcessPath!, [.. Host(), .. arguments]);

    /// <summary>PyTorch with each OpenBLAS build that is there and each number of threads; 0 = as it starts.</summary>
    /// <param name="worker">The script.</param>
    /// <param name="threads">Numbers of threads.</param>
    public static IEnumerable<SideSpec> PyTorch(string worker, params int[] threads) =>
        from build in Builds
        let folder = $"/usr/lib/x86_64-linux-gnu/{build}"
        where Directory.Exists(folder)
        from count in threads
        select PyTorch(worker, build, folder, count.ToString(CultureInfo.InvariantCulture));

    private static SideSpec PyTorch(string worker, string build, string folder, string threads) =>
        new($"PyTorch ({build}, {(threads == "0" ? "default" : threads)} threads)", "/usr/bin/python3", [worker, "--threads", threads], folder);

    // Under `dotnet X.dll` the process is dotnet, and the program its first argument.
    private static IEnumerable<string> Host() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
}
