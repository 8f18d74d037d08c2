using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Eegavi.Plugins;

/// <summary>Registers the catalog, plugins, the maker of parts and the binder.</summary>
public static class PartServices
{
    /// <summary>Adds the parts of these assemblies; a second call adds to the first.</summary>
    public static IServiceCollection AddEegaviParts(this IServiceCollection services, params IEnumerable<Assembly> assemblies)
    {
        foreach (var assembly in assemblies) services.AddSingleton(new PartAssembly(assembly));
        services.TryAddSingleton(LoadPlugins);
        services.TryAddSingleton(provider => provider.GetRequiredService<PluginSet>().Catalog);
        services.TryAddSingleton<IParts>(provider => new Parts(provider.GetRequiredService<PartCatalog>(), provider));
        services.TryAddSingleton<SpecBinder>();
        return services;
    }

    /// <summary>Adds the parts of plugin assemblies to those of <see cref="AddEegaviParts"/>; a second call adds to the first. They are loaded when the catalog is first asked for.</summary>
    /// <param name="services">The services.</param>
    /// <param name="spec">Which folders, and what is trusted.</param>
    /// <param name="warn">Told of each plugin that cannot be used, where the specification is not strict.</param>
    public static IServiceCollection AddEegaviPlugins(this IServiceCollection services, PluginSpec spec, Action<string> warn) =>
        services.AddSingleton(new PluginRequest(spec, warn));

    private static PluginSet LoadPlugins(IServiceProvider provider)
    {
        var all = new PluginSet(PartCatalog.Scan(provider.GetServices<PartAssembly>().Select(source => source.Assembly)), [], []);
        foreach (var (spec, warn) in provider.GetServices<PluginRequest>())
        {
            var more = PluginLoader.Load(all.Catalog, spec);
            foreach (var problem in more.Problems) warn(problem);
            all = new(more.Catalog, [.. all.Plugins, .. more.Plugins], [.. all.Problems, .. more.Problems]);
        }
        return all;
    }

    private sealed record PartAssembly(Assembly Assembly);

    private sealed record PluginRequest(PluginSpec Spec, Action<string> Warn);
}
