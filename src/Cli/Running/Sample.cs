using System.Diagnostics;

namespace Eegavi.Cli.Running;

/// <summary>A sample: a folder under <c>samples/</c> with a script <c>run</c>, or with one project to run.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="About">The first line of its README; empty where it has none.</param>
/// <param name="Program">What to start.</param>
/// <param name="Arguments">Its arguments; the user's come after them.</param>
internal sealed record Sample(string Name, string About, string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>Every sample, ordered by name.</summary>
    /// <exception cref="DirectoryNotFoundException">This is an installed tool without the sources.</exception>
    public static IReadOnlyList<Sample> All() => [.. Directory.EnumerateDirectories(Root()).Order(StringComparer.Ordinal).Select(Read).OfType<Sample>()];

    /// <summary>Runs it in the current directory and terminal.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> RunAsync(IEnumerable<string> more, CancellationToken cancellation)
    {
        using var process = Process.Start(new ProcessStartInfo(Program, [.. Arguments, .. more])) ?? throw new InvalidOperationException($"{Program} could not be started.");
        // Ctrl-C reaches the sample too: it ends by itself.
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return process.ExitCode;
    }

    private static Sample? Read(string folder)
    {
        var (name, script) = (Path.GetFileName(folder), Path.Combine(folder, "run"));
        if (File.Exists(script)) return new(name, FirstLine(folder), "bash", [script]);
        return Directory.EnumerateFiles(folder, "*.csproj").FirstOrDefault() is { } project
            ? new(name, FirstLine(folder), "dotnet", ["run", "--project", project, "-c", "Release", "-v", "quiet", "--"])
            : null;
    }

    private static string FirstLine(string folder)
    {
        var readme = Path.Combine(folder, "README.md");
        return File.Exists(readme) ? File.ReadLines(readme).FirstOrDefault("").TrimStart('#', ' ') : "";
    }

    private static string Root()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "EEGAVI.sln"))) return Path.Combine(folder, "samples");
        throw new DirectoryNotFoundException("The samples lie in EEGAVI's sources, and this is an installed tool: clone the repository and run ./eegavi sample there.");
    }
}
