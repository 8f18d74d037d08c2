namespace TorchSharp.Utils;

/// <summary>Gives a field the name under which <c>RegisterComponents</c> registers it.</summary>
[AttributeUsage(AttributeTargets.Field)]
public class ComponentNameAttribute : Attribute
{
    /// <summary>The name in parameter lists and state dictionaries.</summary>
    public string Name { get; set; }
}
