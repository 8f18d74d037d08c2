using Eegavi.Plugins;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Eegavi.Models;

/// <summary>Registers EEGAVI in any host.</summary>
public static class EegaviServices
{
    /// <summary>Adds our own parts, and the builders of models and losses. <see cref="PartServices.AddEegaviParts"/> adds others' parts, before or after.</summary>
    public static IServiceCollection AddEegavi(this IServiceCollection services)
    {
        services.AddEegaviParts(StandardParts.Assemblies);
        services.TryAddSingleton<ModelBuilder>();
        services.TryAddSingleton<ObjectiveBuilder>();
        return services;
    }

    /// <summary>The same, and <c>IOptions&lt;ModelComposition&gt;</c>: the host's model and losses, read strictly when the host starts, with every error at once.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The section with <c>model</c> and <c>losses</c>, and nothing else.</param>
    public static IServiceCollection AddEegavi(this IServiceCollection services, IConfiguration configuration) =>
        services.AddEegavi().AddSpec<ModelComposition>(configuration);
}
