using System.Reflection;
using Eegavi.Plugins;

namespace Eegavi.Models;

/// <summary>The parts of this project: encoders, fusion, losses, readers of signals.</summary>
public static class StandardParts
{
    private static readonly string[] Names = ["EEGAVI.Encoders", "EEGAVI.Fusion", "EEGAVI.Losses", "EEGAVI.Data"];

    /// <summary>The assemblies that they are in; one that an application was published without is left out.</summary>
    public static IReadOnlyList<Assembly> Assemblies { get; } = [.. Names.Select(Find).OfType<Assembly>()];

    private static Lazy<Parts> Lazily { get; } = new(() => new Parts(PartCatalog.Scan(Assemblies)));

    /// <summary>Makes them, where no container does.</summary>
    public static IParts Instance => Lazily.Value;

    private static Assembly? Find(string name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
