using System.Reflection;
using Microsoft.ML.Transforms;

namespace Microsoft.ML.Runtime;

/// <summary>The assemblies whose custom mappings a saved model may name.</summary>
public sealed class ComponentCatalog
{
    private readonly List<Assembly> _assemblies = [];

    internal ComponentCatalog() { }

    public void RegisterAssembly(Assembly assembly, bool throwOnError = true)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        lock (_assemblies)
        {
            if (!_assemblies.Contains(assembly))
                _assemblies.Add(assembly);
        }
    }

    /// <summary>The factory of a custom mapping.</summary>
    /// <param name="contractName">What its attribute calls it.</param>
    /// <param name="savedIn">The assembly that the saved model names; it is looked for among those that are loaded.</param>
    internal ICustomMappingFactory CustomMapping(string contractName, string savedIn)
    {
        Assembly[] registered;
        lock (_assemblies)
            registered = [.. _assemblies];
        var loaded = AppDomain.CurrentDomain.GetAssemblies().Where(assembly => assembly.FullName == savedIn);
        var type = registered.Concat(loaded).SelectMany(Types).FirstOrDefault(type => ContractOf(type) == contractName)
            ?? throw new InvalidOperationException($"Unable to find a custom mapping factory with the contract name '{contractName}': register its assembly with ComponentCatalog.RegisterAssembly");
        return Activator.CreateInstance(type, nonPublic: true) as ICustomMappingFactory
            ?? throw new InvalidOperationException($"{type} has the contract '{contractName}' but does not derive from CustomMappingFactory<TSrc, TDst>");
    }

    private static string ContractOf(Type type) => type.GetCustomAttribute<CustomMappingFactoryAttributeAttribute>()?.ContractName;

    private static IEnumerable<Type> Types(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException partly)
        {
            return partly.Types.Where(type => type != null);
        }
    }
}
