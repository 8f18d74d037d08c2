using System.Reflection;

namespace Eegavi.Plugins;

/// <summary>A catalog with the parts of plugins, and what came of each plugin.</summary>
/// <param name="Catalog">The host's parts and those of the plugins.</param>
/// <param name="Plugins">The plugins that were loaded, in the order of their folders.</param>
/// <param name="Problems">A sentence for each one that was not.</param>
public sealed record PluginSet(PartCatalog Catalog, IReadOnlyList<Plugin> Plugins, IReadOnlyList<string> Problems);

/// <summary>A plugin that was loaded.</summary>
/// <param name="Path">The file.</param>
/// <param name="Assembly">The assembly, in a load context of its own.</param>
/// <param name="Sha256">Of the file, 64 hexadecimal digits.</param>
public sealed record Plugin(string Path, Assembly Assembly, string Sha256)
{
    /// <summary>Name, version and hash.</summary>
    public override string ToString() => $"{Assembly.GetName().Name} {Assembly.GetName().Version?.ToString(3)} sha256:{Sha256}";
}
