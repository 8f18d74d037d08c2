using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Eegavi.Plugins;

/// <summary>Registers the catalog, the maker of parts and the binder.</summary>
public static class PartServices
{
    /// <summary>Adds the parts of these assemblies; a second call adds to the first.</summary>
    public static IServiceCollection AddEegaviParts(this IServiceCollection services, params IEnumerable<Assembly> assemblies)
    {
        foreach (var assembly in assemblies) services.AddSingleton(new PartAssembly(assembly));
        services.TryAddSingleton(provider => PartCatalog.Scan(provider.GetServices<PartAssembly>().Select(source => source.Assembly)));
        services.TryAddSingleton<IParts>(provider => new Parts(provider.GetRequiredService<PartCatalog>(), provider));
        services.TryAddSingleton<SpecBinder>();
        return services;
    }

    private sealed record PartAssembly(Assembly Assembly);
}
