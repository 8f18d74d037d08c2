using System.Text.Json.Nodes;

namespace Eegavi.Plugins;

/// <summary>Sorts the types of properties into the few sorts of value that configuration has.</summary>
internal static class Kinds
{
    public static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    public static bool IsPart(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Part<>);

    public static bool IsJson(Type type) => typeof(JsonNode).IsAssignableFrom(type);

    public static bool IsWhole(Type type) => type == typeof(int) || type == typeof(long);

    public static bool IsFraction(Type type) => type == typeof(double) || type == typeof(float);

    public static bool IsScalar(Type type) => IsWhole(type) || IsFraction(type) || type == typeof(bool) || type == typeof(string) || type.IsEnum;

    /// <summary>The element type of a list; null where the type is not a list.</summary>
    public static Type? ElementOf(Type type)
    {
        if (type.IsArray) return type.GetElementType();
        return type.IsGenericType && type.GetGenericTypeDefinition() is { } open && (open == typeof(IReadOnlyList<>) || open == typeof(IReadOnlyCollection<>))
            ? type.GetGenericArguments()[0]
            : null;
    }

    /// <summary>The value type of a dictionary with string keys; null where the type is not one.</summary>
    public static Type? ValueOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) && type.GetGenericArguments() is [var key, var value] && key == typeof(string)
            ? value
            : null;
}
