using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Eegavi.Training.Runs;

/// <summary>Tells runs apart by what decides their result.</summary>
internal static class Fingerprints
{
    /// <summary>The same for a run that must give the same result: configuration (in any order of keys), data and program.</summary>
    /// <param name="run">The resolved configuration.</param>
    /// <param name="others">What else decides: data, rows, fold.</param>
    public static string Of(JsonObject run, params IEnumerable<string> others) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [Versions.Own, Sorted(run).ToJsonString(), .. others]))));

    private static JsonObject Sorted(JsonObject json) =>
        new(json.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value))));

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject json => Sorted(json),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
