using System.Diagnostics;

namespace Eegavi.Cli.Tests;

/// <summary>Runs the <c>dotnet</c> command.</summary>
internal static class Dotnet
{
    public static Answer Run(params string[] arguments) => RunIn(Environment.CurrentDirectory, "dotnet", arguments);

    /// <summary>Runs any program in a folder.</summary>
    public static Answer RunIn(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        // A test host's own settings must not reach a build that it starts.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, error.Result);
    }
}
