using System.Text.Json;
using System.Text.Json.Nodes;
using Eegavi.Plugins;

namespace Eegavi.Models.Drawing;

/// <summary>The options of a part by name, defaults filled in: so a drawing knows a plugin's gate as it knows ours.</summary>
internal sealed class Settings
{
    private readonly JsonObject _all = [];

    /// <summary>Reads them.</summary>
    /// <param name="catalog">Knows the defaults.</param>
    /// <param name="part">The part with its options.</param>
    public Settings(PartCatalog catalog, IPartChoice part)
    {
        foreach (var option in PartOption.Of(catalog.Find(part.Kind, part.Type))) _all[option.Name] = option.Default?.DeepClone();
        if (part.Options is null) return;
        foreach (var (name, value) in SpecWriter.Write(part.Options).ToArray()) _all[name] = value?.DeepClone();
    }

    /// <summary>A number; null where there is no such option or it is none.</summary>
    public double? Number(string name) => _all[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <summary>A word; null where there is no such option or it is none.</summary>
    public string? Text(string name) => _all[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>Whether a yes-or-no option says yes; null where it says nothing.</summary>
    public bool? Flag(string name) => _all[name] is JsonValue value && value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? value.GetValue<bool>() : null;

    /// <summary>A part inside the part, in words: <c>band 4 s</c>; null where there is none.</summary>
    public string? Part(string name) => _all[name] is JsonObject part ? Words(part) : null;

    private static string Words(JsonObject part)
    {
        var options = part.Where(option => option.Key != "type").SelectMany(option => Words(option.Key, option.Value));
        return string.Join(' ', options.Prepend((string?)part["type"] ?? ""));
    }

    private static IEnumerable<string> Words(string key, JsonNode? value) => value switch
    {
        JsonArray rules when rules.All(rule => rule is JsonObject) => [string.Join(" and ", rules.Select(rule => Words((JsonObject)rule!)))],
        JsonObject part when part.ContainsKey("type") => [Words(part)],
        JsonValue flag when flag.GetValueKind() == JsonValueKind.True => [Spaced(key)],
        JsonValue when key == "seconds" => [$"{value} s"],
        JsonValue => [$"{Spaced(key)} {value}"],
        _ => [],
    };

    private static string Spaced(string key) => string.Concat(key.Select(letter => char.IsAsciiLetterUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"));
}
