using System.Reflection;

namespace Eegavi.Plugins;

/// <summary>A kind of part: its contract and how sentences name it.</summary>
/// <param name="Contract">The interface, for example <c>IGate</c>.</param>
/// <param name="Name">Short, as in <c>eegavi list --kind gate</c>.</param>
/// <param name="Title">As a sentence says it: "fusion block".</param>
public sealed record PartKind(Type Contract, string Name, string Title)
{
    /// <summary>The kind that an interface declares; an interface without <see cref="PartKindAttribute"/> is named after itself.</summary>
    public static PartKind Of(Type contract)
    {
        var declared = contract.GetCustomAttribute<PartKindAttribute>();
        return new(contract, declared?.Name ?? contract.Name, declared?.Title ?? contract.Name);
    }
}

/// <summary>What the catalog knows of one part. Summary and source are read from the documentation file when they are first asked for.</summary>
public sealed class PartInfo
{
    /// <summary>The kind that it is of.</summary>
    public required PartKind Kind { get; init; }

    /// <summary>The name by which configuration chooses it.</summary>
    public required string Name { get; init; }

    /// <summary>The class.</summary>
    public required Type Type { get; init; }

    /// <summary>Its options record; null = it has no options.</summary>
    public required Type? OptionsType { get; init; }

    /// <summary>Name and version of the assembly that it comes from.</summary>
    public string Origin => OriginOf(Type);

    /// <summary>What it does, in one line; empty where the assembly comes without documentation.</summary>
    public string Summary => XmlDocumentation.Of(Type.Assembly).Summary(Type);

    /// <summary>The paper or implementation that it follows, as its remarks cite it; empty where they cite none.</summary>
    public string Source => Citation.In(XmlDocumentation.Of(Type.Assembly).Remarks(Type));

    internal static string OriginOf(Type type)
    {
        var assembly = type.Assembly.GetName();
        return $"{assembly.Name} {assembly.Version?.ToString(3)}";
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind.Title} '{Name}'";
}
