namespace Eegavi;

/// <summary>Marks a contract (an interface such as <see cref="IEncoder"/>) as a kind of part and names the kind.</summary>
/// <param name="name">Lower-case, as in <c>eegavi list --kind fusion</c>.</param>
/// <param name="title">As a sentence says it: "fusion block".</param>
[AttributeUsage(AttributeTargets.Interface, Inherited = false)]
public sealed class PartKindAttribute(string name, string title) : Attribute
{
    /// <summary>The kind's short name.</summary>
    public string Name { get; } = name;

    /// <summary>The kind's name inside a sentence.</summary>
    public string Title { get; } = title;
}
