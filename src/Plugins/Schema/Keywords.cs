using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;

namespace Eegavi.Plugins;

/// <summary>Small pieces of a JSON Schema.</summary>
internal static class Keywords
{
    public static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    /// <summary>A single value.</summary>
    public static JsonObject Scalar(Type type)
    {
        if (type.IsEnum) return new() { ["enum"] = List(EnumNames.All(type)) };
        return new() { ["type"] = type == typeof(string) ? "string" : type == typeof(bool) ? "boolean" : Kinds.IsWhole(type) ? "integer" : "number" };
    }

    /// <summary>What the annotations of a property say of its values.</summary>
    public static JsonObject Narrowed(JsonObject schema, Type type, IEnumerable<ValidationAttribute> rules)
    {
        foreach (var rule in rules) Narrow(schema, rule, type == typeof(string) ? "Length" : Kinds.ValueOf(type) is null ? "Items" : "Properties");
        return schema;
    }

    /// <summary>What one of these allows; where there are none, nothing.</summary>
    public static JsonObject Any(string keyword, IEnumerable<JsonObject> schemas) =>
        new JsonArray([.. schemas]) is { Count: > 0 } all ? new() { [keyword] = all } : new() { ["not"] = new JsonObject() };

    /// <summary>The same values, and null.</summary>
    public static JsonObject OrNull(JsonObject schema)
    {
        var (names, type) = (schema["enum"] as JsonArray, schema["type"] as JsonValue);
        if (schema["anyOf"] is JsonArray all) all.Add(new JsonObject { ["type"] = "null" });
        else if (names is null && type is null) return new() { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
        names?.Add(null);
        if (type is not null) schema["type"] = new JsonArray(type.DeepClone(), "null");
        return schema;
    }

    /// <summary>One schema for objects that have a key, another for all else.</summary>
    public static JsonObject IfWithout(string key, JsonObject then, JsonObject otherwise) => new()
    {
        ["if"] = new JsonObject { ["not"] = new JsonObject { ["required"] = List([key]) } },
        ["then"] = then,
        ["else"] = otherwise,
    };

    private static void Narrow(JsonObject schema, ValidationAttribute rule, string counted)
    {
        switch (rule)
        {
            case RangeAttribute range:
                var (low, high) = Bounds.Of(range);
                if (!Bounds.IsOpen(low)) schema[range.MinimumIsExclusive ? "exclusiveMinimum" : "minimum"] = Number(low);
                if (!Bounds.IsOpen(high)) schema[range.MaximumIsExclusive ? "exclusiveMaximum" : "maximum"] = Number(high);
                break;
            case MinLengthAttribute least: schema["min" + counted] = least.Length; break;
            case MaxLengthAttribute most: schema["max" + counted] = most.Length; break;
            case LengthAttribute both: (schema["min" + counted], schema["max" + counted]) = (both.MinimumLength, both.MaximumLength); break;
            case AllowedValuesAttribute allowed: schema["enum"] = new JsonArray([.. allowed.Values.Select(value => SpecWriter.Value(value))]); break;
            case RegularExpressionAttribute pattern: schema["pattern"] = $"^(?:{pattern.Pattern})$"; break;
            // A rule of a part's own, such as an odd number, is the binder's to say.
            default: break;
        }
    }

    private static JsonValue Number(double value) => value == Math.Floor(value) && Math.Abs(value) < 1e15 ? JsonValue.Create((long)value) : JsonValue.Create(value);
}
