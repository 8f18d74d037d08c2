using System.Reflection;

namespace Eegavi.Conformance;

/// <summary>
/// Options that a part is to be tried with. A part without examples is tried with its defaults, made small, and with values for the options that have no default;
/// beside that, further options are drawn. An example is needed only where that cannot work: an option that is a file, or options that fit each other by a rule.
/// </summary>
/// <param name="Kind">The part's contract, for example <c>typeof(IFusionBlock)</c>.</param>
/// <param name="Name">The part's name.</param>
/// <param name="Options">Its options record.</param>
public sealed record PartExample(Type Kind, string Name, object Options)
{
    /// <summary>An example of a part by its class.</summary>
    /// <param name="options">Its options record.</param>
    /// <typeparam name="TPart">The class, with <see cref="PartAttribute"/>.</typeparam>
    public static PartExample Of<TPart>(object options) where TPart : IPart => new(
        Array.Find(typeof(TPart).GetInterfaces(), contract => contract.IsDefined(typeof(PartKindAttribute), inherit: false))
            ?? throw new ArgumentException($"Expected a class that implements a kind of part, such as IEncoder; got {typeof(TPart)}."),
        typeof(TPart).GetCustomAttribute<PartAttribute>()?.Name ?? throw new ArgumentException($"Expected a class with [Part(\"name\")]; got {typeof(TPart)}."),
        options);
}
