using System.Reflection;
using TorchSharp.Utils;

namespace TorchSharp;

/// <summary>Naming of module components.</summary>
public static class FieldInfoExtensionMethods
{
    /// <summary>The registered name of a field: its <see cref="ComponentNameAttribute"/>, else the field's own name.</summary>
    public static string ComponentName(this FieldInfo field) =>
        field.GetCustomAttribute<ComponentNameAttribute>()?.Name ?? field.Name;
}
