using System.Text.Json.Nodes;

namespace Eegavi.Plugins;

/// <summary>JSON Merge Patch (RFC 7396): objects merge, anything else replaces, null removes.</summary>
public static class JsonMergePatch
{
    /// <summary>A new document: the target with the patch applied. Neither argument changes.</summary>
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes) return patch?.DeepClone();
        var result = target is JsonObject ? (JsonObject)target.DeepClone() : new JsonObject(JsonText.NodeOptions);
        foreach (var (key, change) in changes)
        {
            if (change is null) result.Remove(key);
            else result[key] = Apply(result[key], change);
        }
        return result;
    }
}
