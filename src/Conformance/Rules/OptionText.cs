using System.Globalization;
using System.Text.Json.Nodes;
using Eegavi.Plugins;

namespace Eegavi.Conformance;

/// <summary>Options as a file would write them.</summary>
internal static class OptionText
{
    /// <summary>Every option, defaults too.</summary>
    public static JsonObject All(object? options)
    {
        var json = new JsonObject();
        if (options is null) return json;
        foreach (var member in RecordShape.Of(options.GetType()).Members) json[member.Name] = SpecWriter.Value(member.Get(options));
        return json;
    }

    /// <summary>What differs from the defaults, on one line.</summary>
    public static string Short(object? options) => options is null ? "{}" : SpecWriter.Write(options).ToJsonString();

    /// <summary>Whether an option with dropout in its name, on any level, is above 0.</summary>
    public static bool Dropout(object? options) => Dropout(All(options));

    /// <summary>Keys and values as <c>IConfiguration</c> has them.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Flat(JsonNode? node, string path) => node switch
    {
        JsonObject json => json.SelectMany(pair => Flat(pair.Value, $"{path}:{pair.Key}")),
        JsonArray list => list.SelectMany((item, i) => Flat(item, $"{path}:{i}")),
        null => [],
        JsonValue value => [new(path, value.GetValueKind() == System.Text.Json.JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString())],
        _ => [],
    };

    private static bool Dropout(JsonNode? node) => node switch
    {
        JsonObject json => json.Any(pair => Dropout(pair.Value) || (pair.Key.Contains("dropout", StringComparison.OrdinalIgnoreCase) && IsPositive(pair.Value))),
        JsonArray list => list.Any(Dropout),
        _ => false,
    };

    private static bool IsPositive(JsonNode? value) => double.TryParse(value?.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0;
}
