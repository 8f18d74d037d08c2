using Eegavi.Cli.Output;
using Eegavi.MachineLearning;
using Eegavi.Models;
using Eegavi.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace Eegavi.Cli;

/// <summary>The container of the tool: what any host has, and plugins.</summary>
internal static class ToolServices
{
    /// <summary>The container.</summary>
    /// <param name="plugins">Plugins whose parts are in the catalog too; null = none.</param>
    public static ServiceProvider Create(PluginSpec? plugins = null) => new ServiceCollection()
        .AddEegavi()
        .AddEegaviParts(PipelineParts.Assemblies)
        .AddSingleton(plugins ??= new())
        .AddEegaviPlugins(plugins, problem => Screen.Err.WriteText($"warning: {problem}"))
        .BuildServiceProvider();

    /// <summary>One of each signal reader in the catalog, in the order of their names.</summary>
    public static IReadOnlyList<ISignalReader> SignalReaders(this IServiceProvider services)
    {
        var parts = services.GetRequiredService<IParts>();
        return [.. services.GetRequiredService<PartCatalog>().OfKind(typeof(ISignalReader)).Select(reader => parts.Create(new Part<ISignalReader>(reader.Name), new PartSizes()))];
    }
}
