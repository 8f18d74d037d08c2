using System.CommandLine;

namespace Eegavi.Cli.Commands;

/// <summary><c>eegavi plugin …</c>: for authors of plugins.</summary>
internal static class PluginCommand
{
    public static Command Create() => new("plugin", "For authors of plugins; docs/plugins.md tells how to write one.")
    {
        PluginCheckCommand.Create(),
    };
}
