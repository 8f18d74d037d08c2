using System.Reflection;

namespace Eegavi.Plugins;

/// <summary>The contracts that this host offers to plugins.</summary>
internal static class Contracts
{
    private static readonly Assembly Host = typeof(IPart).Assembly;

    /// <summary>Simple name of the assembly that a plugin references.</summary>
    public static string AssemblyName { get; } = Host.GetName().Name!;

    /// <summary>The version of the contracts.</summary>
    public static Version Version { get; } = Version.Parse(Host.GetCustomAttribute<ContractVersionAttribute>()!.Version);

    /// <summary>Whether an assembly was built against them.</summary>
    public static bool AreReferencedBy(Assembly assembly) => Array.Exists(assembly.GetReferencedAssemblies(), name => name.Name == AssemblyName);
}
