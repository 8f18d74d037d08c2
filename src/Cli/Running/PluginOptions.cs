using System.CommandLine;
using Eegavi.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace Eegavi.Cli.Running;

/// <summary>The option by which a command is told of plugins.</summary>
internal sealed class PluginOptions
{
    private readonly Option<DirectoryInfo[]> _folders = new("--plugins") { Description = "A folder of plugin assemblies: their parts can be named too. May be repeated. docs/plugins.md.", DefaultValueFactory = _ => [] };

    public void AddTo(Command command) => command.Add(_folders);

    /// <summary>The tool's services with the plugins of the command line.</summary>
    public ServiceProvider Open(ParseResult parsed) => ToolServices.Create(new() { Folders = Folders(parsed), Strict = true });

    /// <summary>The tool's services with the plugins of the command line and of a file.</summary>
    public ServiceProvider Open(ParseResult parsed, ResolvedConfiguration file) => ToolServices.Create(PluginSections.Read(file, Folders(parsed)));

    private string[] Folders(ParseResult parsed) => [.. parsed.GetValue(_folders)!.Select(folder => folder.FullName)];
}
