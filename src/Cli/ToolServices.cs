using Eegavi.Models;
using Eegavi.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace Eegavi.Cli;

/// <summary>The container of the tool: what any host has.</summary>
internal static class ToolServices
{
    public static ServiceProvider Create() => new ServiceCollection().AddEegavi().BuildServiceProvider();

    /// <summary>One of each signal reader in the catalog, in the order of their names.</summary>
    public static IReadOnlyList<ISignalReader> SignalReaders(this IServiceProvider services)
    {
        var parts = services.GetRequiredService<IParts>();
        return [.. services.GetRequiredService<PartCatalog>().OfKind(typeof(ISignalReader)).Select(reader => parts.Create(new Part<ISignalReader>(reader.Name), new PartSizes()))];
    }
}
