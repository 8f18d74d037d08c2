using System.Text.Json.Nodes;

namespace Eegavi.Plugins;

/// <summary>Remembers which folder each value's relative paths start from, through merges and overrides.</summary>
internal sealed class Origins
{
    // By place in the terms of IConfiguration; a place without an entry has its parent's.
    private readonly Dictionary<string, string> _folders = new(StringComparer.OrdinalIgnoreCase);

    public Origins(string folder) => _folders[""] = folder;

    private Origins(Origins other) => _folders = new(other._folders, other._folders.Comparer);

    public Origins Copy() => new(this);

    /// <summary>The folder of a place.</summary>
    public string Of(string place)
    {
        while (!_folders.ContainsKey(place)) place = place.LastIndexOf(':') is var end and >= 0 ? place[..end] : "";
        return _folders[place];
    }

    /// <summary>Notes that a value is replaced as a whole by one from elsewhere.</summary>
    public void Replace(string place, Origins source)
    {
        foreach (var inside in Inside(place)) _folders.Remove(inside);
        foreach (var inside in source.Inside(place)) _folders[inside] = source._folders[inside];
        _folders[place] = source.Of(place);
    }

    /// <summary>Notes what a merge patch will replace in the target.</summary>
    public void Merge(JsonNode? target, JsonObject patch, Origins source, string place = "")
    {
        foreach (var (key, change) in patch)
        {
            var here = place.Length == 0 ? key : $"{place}:{key}";
            var old = (target as JsonObject)?[key];
            if (change is JsonObject changes && old is JsonObject) Merge(old, changes, source, here);
            else Replace(here, source);
        }
    }

    private string[] Inside(string place) => [.. _folders.Keys.Where(key => key.StartsWith(place + ":", StringComparison.OrdinalIgnoreCase))];
}
