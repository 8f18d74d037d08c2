using System.Collections;
using System.Reflection;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Eegavi.Conformance;

/// <summary>Modules and parameters that an object holds in its fields, in lists there, and in what those hold.</summary>
internal static class Reachable
{
    public static IEnumerable<(string Path, Parameter Parameter)> Parameters(nn.Module module) => All(module).Where(found => found.Value is Parameter).Select(found => (found.Path, (Parameter)found.Value));

    public static IEnumerable<(string Path, nn.Module Module)> Modules(nn.Module module) => All(module).Where(found => found.Value is nn.Module).Select(found => (found.Path, (nn.Module)found.Value));

    private static List<(string Path, object Value)> All(nn.Module module)
    {
        var found = new List<(string, object)>();
        Visit(module, module.GetType().Name, found, new(ReferenceEqualityComparer.Instance) { module });
        return found;
    }

    private static void Visit(object holder, string path, List<(string, object)> found, HashSet<object> seen)
    {
        foreach (var (name, value) in Held(holder))
        {
            if (value is null || IsLeaf(value) || !seen.Add(value)) continue;
            var here = $"{path}.{name}";
            if (value is Parameter or nn.Module) found.Add((here, value));
            if (value is not Parameter) Visit(value, here, found, seen);
        }
    }

    private static IEnumerable<(string Name, object? Value)> Held(object holder)
    {
        if (holder is IDictionary entries) return entries.Values.Cast<object?>().Select((value, i) => ($"[{i}]", value));
        if (holder is IEnumerable items and not nn.Module) return items.Cast<object?>().Select((value, i) => ($"[{i}]", value));
        return Fields(holder.GetType()).Select(field => (field.Name, field.GetValue(holder)));
    }

    // TorchSharp's own layers keep their books themselves.
    private static IEnumerable<FieldInfo> Fields(Type type)
    {
        for (var at = type; at is not null && at.Namespace?.StartsWith("TorchSharp", StringComparison.Ordinal) != true && at != typeof(object); at = at.BaseType)
            foreach (var field in at.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)) yield return field;
    }

    // What cannot hold a module, or is not the part's own.
    private static bool IsLeaf(object value) => value is string or Delegate or Type or IParts || (value is Tensor and not Parameter) || value.GetType().IsPrimitive || value.GetType().IsEnum
        || (value.GetType().Namespace?.StartsWith("System", StringComparison.Ordinal) == true && value is not IEnumerable)
        || value is IEnumerable<byte> or IEnumerable<float> or IEnumerable<double> or IEnumerable<int> or IEnumerable<long>;
}
