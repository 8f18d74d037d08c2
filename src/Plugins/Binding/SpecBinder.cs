using Microsoft.Extensions.Configuration;

namespace Eegavi.Plugins;

/// <summary>
/// Reads configuration into records, strictly: an unknown key, an unknown part or a value out of range stops it, with every
/// error at once. A key is a property's name in camel case; a property that no key names keeps its default.
/// </summary>
/// <param name="catalog">The parts that <see cref="Part{TKind}"/> properties may choose.</param>
public sealed class SpecBinder(PartCatalog catalog)
{
    /// <summary>Reads a configuration, or a section of it, whose relative paths are relative to one folder.</summary>
    /// <param name="configuration">The whole, or one section.</param>
    /// <param name="directoryOf">The folder that paths at a place (<c>model:query:encoder</c>) are relative to; null = the working directory.</param>
    /// <exception cref="ConfigurationException">Every error.</exception>
    public T Bind<T>(IConfiguration configuration, Func<string, string>? directoryOf = null) where T : class
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var problems = new List<string>();
        var node = new ConfigurationNode(configuration, Paths.FromConfiguration((configuration as IConfigurationSection)?.Path ?? ""));
        var bound = new SpecReader(catalog, directoryOf ?? (_ => Environment.CurrentDirectory), problems).Record(typeof(T), node, pattern: null);
        ConfigurationException.ThrowIfAny(problems);
        // Defaults that no key named have not been looked at yet.
        new SpecValidator(catalog).Check(bound, node.Path);
        return (T)bound!;
    }

    /// <summary>Reads what <see cref="ConfigurationFiles"/> loaded; each path in it is relative to the file that contains it.</summary>
    /// <param name="resolved">The files, merged.</param>
    /// <param name="section">A section of it, for example <c>model</c>; null = the whole.</param>
    /// <exception cref="ConfigurationException">Every error.</exception>
    public T Bind<T>(ResolvedConfiguration resolved, string? section = null) where T : class
    {
        ArgumentNullException.ThrowIfNull(resolved);
        return Bind<T>(section is null ? resolved.Configuration : resolved.Configuration.GetSection(section), resolved.DirectoryOf);
    }
}
