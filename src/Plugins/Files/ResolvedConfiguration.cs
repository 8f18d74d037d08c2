using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;

namespace Eegavi.Plugins;

/// <summary>Configuration after every merge and override.</summary>
public sealed class ResolvedConfiguration
{
    private readonly JsonObject _json;
    private readonly Origins _origins;
    private readonly Lazy<IConfigurationRoot> _configuration;

    internal ResolvedConfiguration(JsonObject json, Origins origins, IReadOnlyList<string> files)
    {
        (_json, _origins, Files) = (json, origins, files);
        _configuration = new(() => new ConfigurationBuilder().AddInMemoryCollection(Flat(json, "")).Build());
    }

    /// <summary>Configuration from a document that stands in no file.</summary>
    /// <param name="json">The document.</param>
    /// <param name="directory">What its relative paths are relative to.</param>
    public static ResolvedConfiguration From(JsonObject json, string directory) =>
        new((JsonObject)JsonText.Copy(json)!, new Origins(Path.GetFullPath(directory)), []);

    /// <summary>The files that it was read from, in the order in which they were merged.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>As configuration providers have it; an empty list or object is a value that <see cref="SpecBinder"/> knows.</summary>
    public IConfigurationRoot Configuration => _configuration.Value;

    /// <summary>A copy of the document.</summary>
    public JsonObject ToJson() => (JsonObject)_json.DeepClone();

    /// <summary>The document as a text that is the same for the same content. Relative paths stay as they were written; <see cref="SpecWriter"/> writes bound, absolute ones.</summary>
    public string ToText() => JsonText.Canonical(_json);

    /// <summary>The same configuration with a merge patch applied.</summary>
    /// <param name="patch">Objects merge, anything else replaces, null removes.</param>
    /// <param name="directory">What the patch's relative paths are relative to.</param>
    public ResolvedConfiguration With(JsonObject patch, string directory)
    {
        var origins = _origins.Copy();
        origins.Merge(_json, patch, new Origins(Path.GetFullPath(directory)));
        return new((JsonObject)JsonMergePatch.Apply(_json, patch)!, origins, Files);
    }

    /// <summary>The same configuration with relative paths that came from files elsewhere, or from the command line, written relative to one folder.</summary>
    /// <param name="places">Where paths may stand, in the terms of <see cref="DirectoryOf"/>; a place where no relative path stands stays as it is.</param>
    /// <param name="directory">The folder.</param>
    public ResolvedConfiguration Rebase(IEnumerable<string> places, string directory)
    {
        var (json, origins, here) = (ToJson(), _origins.Copy(), new Origins(Path.GetFullPath(directory)));
        foreach (var place in places.Where(place => origins.Of(place) != here.Of("")))
        {
            if (At(json, place) is not JsonValue value || !value.TryGetValue<string>(out var text) || !IsRelative(text)) continue;
            value.ReplaceWith(Path.GetRelativePath(here.Of(""), Path.GetFullPath(text, origins.Of(place))));
            origins.Replace(place, here);
        }
        return new(json, origins, Files);
    }

    /// <summary>The folder that relative paths at a place are relative to.</summary>
    /// <param name="place">As <see cref="IConfigurationSection.Path"/> has it: <c>model:query:encoder:weights</c>.</param>
    public string DirectoryOf(string place) => _origins.Of(place);

    private static JsonNode? At(JsonNode? node, string place) => place.Split(':').Aggregate(node, (at, step) => at switch
    {
        JsonObject keys => keys[step],
        JsonArray items when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < items.Count => items[index],
        _ => null,
    });

    private static bool IsRelative(string text) => text.Length > 0 && !text.Contains('\0', StringComparison.Ordinal) && !Path.IsPathRooted(text);

    private static IEnumerable<KeyValuePair<string, string?>> Flat(JsonNode? node, string place) => node switch
    {
        JsonObject { Count: > 0 } keys => keys.SelectMany(pair => Flat(pair.Value, Key(place, pair.Key))),
        JsonArray { Count: > 0 } items => items.SelectMany((item, i) => Flat(item, Key(place, $"{i}"))),
        _ when place.Length == 0 => [],
        JsonObject => [new(place, ConfigurationNode.EmptyObject)],
        JsonArray => [new(place, ConfigurationNode.EmptyList)],
        _ => [new(place, node is null ? null : Text((JsonValue)node))],
    };

    private static string Text(JsonValue value) => value.TryGetValue<string>(out var text) ? text : value.ToJsonString();

    private static string Key(string place, string key) => place.Length == 0 ? key : $"{place}:{key}";
}
