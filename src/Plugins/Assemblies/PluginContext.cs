using System.Reflection;
using System.Runtime.Loader;

namespace Eegavi.Plugins;

/// <summary>
/// A plugin's load context. It asks the host first, by simple name, and the plugin's folder only for what the host lacks: a plugin that brings its own copy of
/// the contracts would else implement another <see cref="IPart"/> than ours.
/// </summary>
/// <param name="path">The plugin's assembly.</param>
/// <param name="check">Throws for a file that must not be loaded.</param>
internal sealed class PluginContext(string path, Action<string> check) : AssemblyLoadContext($"plugin {path}")
{
    private static readonly AssemblyLoadContext Host = GetLoadContext(typeof(IPart).Assembly)!;
    private readonly AssemblyDependencyResolver _resolver = new(path);

    /// <summary>Whether a type comes from a plugin.</summary>
    public static bool Holds(Type type) => GetLoadContext(type.Assembly) is PluginContext;

    /// <summary>The host's assembly of a simple name, whatever its version; null where the host has none.</summary>
    public static Assembly? OfHost(string name)
    {
        try
        {
            return Host.LoadFromAssemblyName(new AssemblyName(name));
        }
        catch (Exception e) when (e is FileNotFoundException or FileLoadException)
        {
            return null;
        }
    }

    /// <summary>Loads the plugin and all that it needs, so that what is missing is known now and not in the midst of training.</summary>
    /// <exception cref="IOException">What it needs is missing or must not be loaded.</exception>
    /// <exception cref="InvalidDataException">What it needs is damaged.</exception>
    public Assembly LoadWhole()
    {
        var plugin = LoadFromAssemblyPath(path);
        var (open, met) = (new Queue<Assembly>([plugin]), new HashSet<string>());
        while (open.TryDequeue(out var assembly))
        {
            foreach (var name in assembly.GetReferencedAssemblies().Where(name => met.Add(name.Name!)))
                if (Need(name, assembly) is var needed && GetLoadContext(needed) == this) open.Enqueue(needed);
        }
        return plugin;
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // A satellite with texts of another language is never the host's.
        if (string.IsNullOrEmpty(assemblyName.CultureName) && OfHost(assemblyName.Name!) is { } shared) return shared;
        return _resolver.ResolveAssemblyToPath(assemblyName) is { } file ? LoadFromAssemblyPath(Checked(file)) : null;
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } file ? LoadUnmanagedDllFromPath(Checked(file)) : 0;

    private Assembly Need(AssemblyName name, Assembly by)
    {
        try
        {
            return LoadFromAssemblyName(name);
        }
        catch (FileNotFoundException e)
        {
            throw new FileNotFoundException($"{by.GetName().Name} needs {name.Name} {name.Version}, which neither EEGAVI nor the plugin's folder has. Copy it there.", e);
        }
        catch (BadImageFormatException e)
        {
            throw new InvalidDataException($"{by.GetName().Name} needs {name.Name} {name.Version}, and that file is no .NET assembly, or a damaged one.", e);
        }
    }

    private string Checked(string file)
    {
        check(file);
        return file;
    }
}
