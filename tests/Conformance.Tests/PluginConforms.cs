using System.Reflection;

namespace Eegavi.Conformance.Tests;

/// <summary>A plugin's assembly, found in a folder: it knows EEGAVI.Abstractions and nothing else of ours.</summary>
public sealed class PluginConforms : ConformanceSuite
{
    protected override IEnumerable<Assembly> Assemblies => [Plugin.Assembly];

    protected override string? PartReference => Plugin.File("docs", "parts.md");
}

/// <summary>The plugin of <c>samples/CustomPlugin</c>.</summary>
internal static class Plugin
{
    public static Assembly Assembly { get; } = Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "plugin", "CustomPlugin.dll"));

    public static string File(params string[] names) => Path.Combine([Repository.Folder, "samples", "CustomPlugin", .. names]);
}

/// <summary>Where the sources are.</summary>
internal static class Repository
{
    public static string Folder { get; } = Above(AppContext.BaseDirectory);

    private static string Above(string folder) => File.Exists(Path.Combine(folder, "EEGAVI.sln")) ? folder : Above(Path.GetDirectoryName(folder)!);
}
