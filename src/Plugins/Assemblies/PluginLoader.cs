using System.Reflection;

namespace Eegavi.Plugins;

/// <summary>Loads the plugins of the folders that a user names. A file that cannot be used costs one sentence, never the process.</summary>
public sealed class PluginLoader
{
    private const int HashDigits = 64;
    private readonly Dictionary<string, string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _trusted;
    private readonly List<Plugin> _plugins = [];
    private readonly List<string> _problems = [];
    private PartCatalog _catalog;

    private PluginLoader(PartCatalog catalog, PluginSpec spec)
    {
        (_catalog, _trusted) = (catalog, new(spec.Trusted, StringComparer.OrdinalIgnoreCase));
        foreach (var pin in spec.Trusted.Where(pin => pin.Length != HashDigits || !pin.All(char.IsAsciiHexDigit)))
            _problems.Add($"plugins.trusted: expected SHA-256 in {HashDigits} hexadecimal digits; got '{pin}'.");
        foreach (var folder in spec.Folders.Select(Path.GetFullPath).Distinct()) Folder(folder);
    }

    /// <summary>Adds the parts of plugins to a catalog.</summary>
    /// <param name="catalog">The host's parts.</param>
    /// <param name="spec">Which folders, and what is trusted.</param>
    /// <exception cref="ConfigurationException">A plugin cannot be used, and <see cref="PluginSpec.Strict"/> is true: every problem.</exception>
    public static PluginSet Load(PartCatalog catalog, PluginSpec spec)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(spec);
        var loader = new PluginLoader(catalog, spec);
        if (spec.Strict == true) ConfigurationException.ThrowIfAny(loader._problems);
        return new(loader._catalog, loader._plugins, loader._problems);
    }

    /// <summary>Loads one file, which must be a plugin.</summary>
    /// <param name="catalog">The host's parts.</param>
    /// <param name="path">The file.</param>
    /// <returns>The plugin and a catalog with its parts.</returns>
    /// <exception cref="ConfigurationException">It cannot be used; why.</exception>
    public static PluginSet LoadFile(PartCatalog catalog, string path)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var loader = new PluginLoader(catalog, new());
        loader.Try(path, file =>
        {
            if (file?.Contract is null) throw new InvalidDataException($"it does not reference {Contracts.AssemblyName}, so it is no plugin.");
            if (PluginContext.OfHost(file.Name) is not null) throw new InvalidDataException($"EEGAVI has an assembly called {file.Name} itself; give the plugin's another name.");
            loader.Add(file);
        });
        ConfigurationException.ThrowIfAny(loader._problems);
        return new(loader._catalog, loader._plugins, []);
    }

    private void Folder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            _problems.Add($"plugins.folders: there is no folder {folder}.");
            return;
        }
        foreach (var path in Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal)) Try(path, Consider);
    }

    private void Try(string path, Action<PluginFile?> use)
    {
        try
        {
            use(PluginFile.Read(path));
        }
        catch (Exception e)
        {
            // Whatever a stranger's file brings about: it must not cost the others.
            _problems.Add($"plugin {path}: {Sentence(e)}");
        }
    }

    // What plugins need lies beside them, and often copies of EEGAVI's own assemblies do.
    private void Consider(PluginFile? file)
    {
        if (file?.Contract is null || PluginContext.OfHost(file.Name) is not null) return;
        if (!_known.TryAdd(file.Name, file.Path)) throw new InvalidDataException($"it is the assembly {file.Name} again, which {_known[file.Name]} is. Leave one of them out.");
        Add(file);
    }

    private void Add(PluginFile file)
    {
        if (file.Contract!.Major != Contracts.Version.Major)
            throw new InvalidDataException($"it was built against version {file.Contract.ToString(2)} of the contracts; this is version {Contracts.Version}. Build it against {Contracts.AssemblyName} {Contracts.Version.Major}.x.");
        Check(file.Path);
        var assembly = new PluginContext(file.Path, Check).LoadWhole();
        // The scan would leave out a class that cannot be loaded: one of a later minor version, say.
        _ = assembly.GetTypes();
        var catalog = _catalog.With(assembly);
        // Options are made when a part is chosen; a record that cannot be made is better known now.
        foreach (var part in catalog.All.Where(part => part.Type.Assembly == assembly)) _ = PartOption.Of(part);
        _catalog = catalog;
        _plugins.Add(new(file.Path, assembly, PluginFile.Hash(file.Path)));
    }

    private void Check(string path)
    {
        if (_trusted.Count > 0 && PluginFile.Hash(path) is var hash && !_trusted.Contains(hash))
            throw new InvalidDataException($"the SHA-256 of {Path.GetFileName(path)}, {hash}, is not among plugins.trusted.");
    }

    private static string Sentence(Exception e) => e switch
    {
        TargetInvocationException or TypeInitializationException or FileLoadException { InnerException: InvalidDataException } when e.InnerException is { } cause => Sentence(cause),
        ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } => Sentence(first),
        BadImageFormatException => "it is no .NET assembly, or a damaged one.",
        ConfigurationException several => string.Join(" ", several.Errors),
        InvalidDataException or IOException => OneLine(e.Message),
        _ => $"{e.GetType().Name}: {OneLine(e.Message)}",
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
