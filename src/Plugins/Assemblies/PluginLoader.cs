using System.Reflection;

namespace Eegavi.Plugins;

/// <summary>Loads the plugins of the folders that a user names. A file that cannot be used costs one sentence, never the process.</summary>
public sealed class PluginLoader
{
    private const int HashDigits = 64;
    private readonly Dictionary<string, string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _folders = [];
    private readonly HashSet<string> _trusted;
    private readonly List<Plugin> _plugins = [];
    private readonly List<string> _problems = [];
    private PartCatalog _catalog;

    private PluginLoader(PartCatalog catalog, PluginSpec spec)
    {
        (_catalog, _trusted) = (catalog, new(spec.Trusted, StringComparer.OrdinalIgnoreCase));
        foreach (var pin in spec.Trusted.Where(pin => pin.Length != HashDigits || !pin.All(char.IsAsciiHexDigit)))
            _problems.Add($"plugins.trusted: expected SHA-256 in {HashDigits} hexadecimal digits; got '{pin}'.");
        foreach (var folder in spec.Folders) Try("plugins.folders", () => Folder(folder));
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
        var (loader, full) = (new PluginLoader(catalog, new()), Path.GetFullPath(path));
        loader.Try($"plugin {full}", () =>
        {
            if (PluginFile.Read(full) is not { Contract: not null } file) throw new InvalidDataException($"it does not reference {Contracts.AssemblyName}, so it is no plugin.");
            if (PluginContext.OfHost(file.Name) is not null) throw NameOfHosts(file);
            loader.Add(file);
        });
        ConfigurationException.ThrowIfAny(loader._problems);
        return new(loader._catalog, loader._plugins, []);
    }

    private void Folder(string named)
    {
        // A shell completes the name of a folder with a slash: it is the same folder.
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(named));
        if (!_folders.Add(folder)) return;
        if (File.Exists(folder)) throw new InvalidDataException($"expected a folder; got the file {folder}. Name the folder that it lies in.");
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"there is no folder {folder}.");
        foreach (var path in Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal)) Try($"plugin {path}", () => Consider(PluginFile.Read(path)));
    }

    private void Try(string what, Action act)
    {
        try
        {
            act();
        }
        catch (Exception e)
        {
            // Whatever a stranger's file brings about: it must not cost the others.
            _problems.Add($"{what}: {Sentence(e)}".ReplaceLineEndings(" "));
        }
    }

    private void Consider(PluginFile? file)
    {
        // What plugins need lies beside them.
        if (file?.Contract is null) return;
        if (PluginContext.OfHost(file.Name) is { } ours)
        {
            // Copies of EEGAVI's own assemblies often lie there too; a plugin by such a name would be lost without a word.
            if (Contracts.AreReferencedBy(ours)) return;
            throw NameOfHosts(file);
        }
        if (_known.TryGetValue(file.Name, out var known)) throw new InvalidDataException($"it is the assembly {file.Name} again, which {known} is. Leave one of them out.");
        Add(file);
        _known.Add(file.Name, file.Path);
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
        var parts = catalog.All.Where(part => part.Type.Assembly == assembly).ToList();
        ConfigurationException.ThrowIfAny(parts.SelectMany(OptionTypes.Problems));
        foreach (var part in parts) _ = PartOption.Of(part);
        _catalog = catalog;
        _plugins.Add(new(file.Path, assembly, PluginFile.Hash(file.Path)));
    }

    private void Check(string path)
    {
        PluginFile.MustLieInItsFolder(path);
        if (_trusted.Count > 0 && PluginFile.Hash(path) is var hash && !_trusted.Contains(hash))
            throw new InvalidDataException($"the SHA-256 of {Path.GetFileName(path)}, {hash}, is not among plugins.trusted.");
    }

    private static string Sentence(Exception e) => e switch
    {
        TargetInvocationException or TypeInitializationException or FileLoadException { InnerException: InvalidDataException } when e.InnerException is { } cause => Sentence(cause),
        ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } => Sentence(first),
        BadImageFormatException => "it is no .NET assembly, or a damaged one.",
        ConfigurationException several => string.Join(" ", several.Errors),
        InvalidDataException or IOException or UnauthorizedAccessException => e.Message,
        _ => $"{e.GetType().Name}: {e.Message}",
    };

    private static InvalidDataException NameOfHosts(PluginFile file) => new($"EEGAVI has an assembly called {file.Name} itself; give the plugin's another name.");
}
