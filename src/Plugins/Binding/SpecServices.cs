using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Eegavi.Plugins;

/// <summary>Registers records that are read strictly as a host's options.</summary>
public static class SpecServices
{
    /// <summary>Adds <c>IOptions&lt;T&gt;</c>, read by <see cref="SpecBinder"/> when the host starts. Relative paths are relative to the working directory.</summary>
    /// <typeparam name="T">A record.</typeparam>
    /// <param name="services">The host's services; <see cref="PartServices.AddEegaviParts"/> adds the binder.</param>
    /// <param name="configuration">The section that has the record's keys, and no others.</param>
    public static IServiceCollection AddSpec<T>(this IServiceCollection services, IConfiguration configuration) where T : class
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<T>().ValidateOnStart();
        return services.AddSingleton<IOptionsFactory<T>>(provider => new Factory<T>(provider.GetRequiredService<SpecBinder>(), configuration));
    }

    // The stock factory makes an object first and sets its properties then; a record is made whole.
    private sealed class Factory<T>(SpecBinder binder, IConfiguration configuration) : IOptionsFactory<T> where T : class
    {
        public T Create(string name)
        {
            try
            {
                return binder.Bind<T>(configuration);
            }
            catch (ConfigurationException e)
            {
                throw new OptionsValidationException(name, typeof(T), e.Errors);
            }
        }
    }
}
