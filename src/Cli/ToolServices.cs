using System.Reflection;
using Eegavi.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace Eegavi.Cli;

/// <summary>The container of the tool: the catalog over our own assemblies.</summary>
internal static class ToolServices
{
    private static readonly string[] PartAssemblies = ["EEGAVI.Encoders", "EEGAVI.Fusion", "EEGAVI.Losses", "EEGAVI.Data"];

    public static ServiceProvider Create() => new ServiceCollection()
        .AddEegaviParts(PartAssemblies.Select(Assembly.Load))
        .BuildServiceProvider();

    /// <summary>One of each signal reader in the catalog, in the order of their names.</summary>
    public static IReadOnlyList<ISignalReader> SignalReaders(this IServiceProvider services)
    {
        var parts = services.GetRequiredService<IParts>();
        return [.. services.GetRequiredService<PartCatalog>().OfKind(typeof(ISignalReader)).Select(reader => parts.Create(new Part<ISignalReader>(reader.Name), new PartSizes()))];
    }
}
