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
}
