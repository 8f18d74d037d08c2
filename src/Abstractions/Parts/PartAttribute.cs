namespace Eegavi;

/// <summary>Names a part: <c>[Part("gated-xattn")]</c>. The catalog finds it by this attribute, in our assemblies and in plugins alike.</summary>
/// <param name="name">Lower-case words joined by dashes, unique among the parts of its kind.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class PartAttribute(string name) : Attribute
{
    /// <summary>The name by which configuration files choose the part.</summary>
    public string Name { get; } = name;
}
