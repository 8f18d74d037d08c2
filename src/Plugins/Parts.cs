using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Eegavi.Plugins;

/// <summary>Makes parts of a catalog. Options, sizes and itself are handed to a part's constructor; what else the constructor asks for comes from the services.</summary>
/// <param name="catalog">The parts that there are.</param>
/// <param name="services">Other services that parts may ask for; null = none.</param>
public sealed class Parts(PartCatalog catalog, IServiceProvider? services = null) : IParts
{
    private readonly IServiceProvider _services = services ?? new NoServices();
    private double _held;

    /// <summary>Numbers that all parts made here may hold together, as far as their options tell it (<see cref="ISizedOptions"/>). Default: any.</summary>
    public double MostNumbers { get; init; } = double.PositiveInfinity;

    /// <inheritdoc/>
    /// <exception cref="ConfigurationException">The options, or those of a part inside them, break their rules: every error. Or the constructor of a plugin's part fails.</exception>
    /// <exception cref="ArgumentException">The options are another part's, or the part would hold more numbers than there may be.</exception>
    public TKind Create<TKind>(Part<TKind> part, PartSizes sizes) where TKind : class, IPart
    {
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(sizes);
        var info = catalog.Find(typeof(TKind), part.Type);
        var options = Options(info, part.Options);
        Hold(info, options, sizes);
        return (TKind)Make(info, [options, sizes, this]);
    }

    /// <inheritdoc/>
    public Type TypeOf(IPartChoice part)
    {
        ArgumentNullException.ThrowIfNull(part);
        return catalog.Find(part.Kind, part.Type).Type;
    }

    private object? Options(PartInfo info, object? given)
    {
        if (SpecValidator.WrongOptions(info, given) is { } problem) throw new ArgumentException(problem, nameof(given));
        var options = given ?? RecordShape.Default(info);
        new SpecValidator(catalog).Check(options, info.Name);
        return options;
    }

    private void Hold(PartInfo info, object? options, PartSizes sizes)
    {
        if (options is ISizedOptions sized) _held += sized.LeastNumbers(sizes);
        if (_held > MostNumbers)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"expected a model of at most {MostNumbers:N0} numbers; the {info} would bring it to {_held:N0} or more."));
    }

    private object Make(PartInfo info, object?[] offered)
    {
        try
        {
            return ActivatorUtilities.CreateInstance(_services, info.Type, Arguments(info.Type, offered));
        }
        catch (Exception e) when (PluginContext.Holds(info.Type) && e is not ConfigurationException && e.GetType() != typeof(ArgumentException))
        {
            // A fault of the plugin's, not of ours: it names the plugin.
            throw new ConfigurationException($"The {info} of {info.Origin} cannot be made: {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    // CreateInstance refuses an argument that the constructor does not take.
    private static object[] Arguments(Type type, object?[] offered)
    {
        var taken = type.GetConstructors()[0].GetParameters().Select(parameter => parameter.ParameterType);
        return [.. taken.Select(wanted => Array.Find(offered, wanted.IsInstanceOfType)).OfType<object>()];
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
