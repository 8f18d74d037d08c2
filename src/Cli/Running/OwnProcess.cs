using System.Diagnostics;

namespace Eegavi.Cli.Running;

/// <summary>How this tool starts itself again.</summary>
internal static class OwnProcess
{
    private static readonly string Assembly = typeof(OwnProcess).Assembly.Location;

    /// <summary>This program; or dotnet with its assembly where another program runs it, as dotnet does with a tool that a folder has of its own.</summary>
    /// <param name="talks">Whether its input and errors are ours too, and not only what it answers.</param>
    /// <param name="arguments">Its command line.</param>
    public static ProcessStartInfo That(bool talks, params IEnumerable<string> arguments)
    {
        var host = Environment.ProcessPath ?? "";
        var isProgram = Is(host, Path.GetFileNameWithoutExtension(Assembly));
        return new(isProgram || Is(host, "dotnet") ? host : "dotnet", isProgram ? arguments : [Assembly, .. arguments])
        {
            RedirectStandardInput = talks,
            RedirectStandardOutput = true,
            RedirectStandardError = talks,
        };
    }

    private static bool Is(string program, string name) => Path.GetFileNameWithoutExtension(program).Equals(name, StringComparison.OrdinalIgnoreCase);
}
