using System.Collections;
using System.Text.Json.Nodes;

namespace Eegavi.Plugins;

/// <summary>
/// Loads configuration: a JSON file, the files that it <c>extends</c> (one path or a list, relative to the file, merged in that order
/// as JSON Merge Patches), then environment variables <c>EEGAVI__model__width=128</c>, then settings <c>model.fusion[0].from=x</c>.
/// </summary>
public static class ConfigurationFiles
{
    private const string Extends = "extends";
    private const int MostFiles = 64;

    /// <summary>Loads a file with all that is layered on it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="settings">Settings <c>path=value</c>; a value is JSON where it can be read as JSON, else text. Null removes.</param>
    /// <param name="environment">Environment variables; null = the process's own.</param>
    /// <exception cref="ConfigurationException">A file is missing or malformed, files extend each other in a circle, a setting fits nowhere.</exception>
    public static ResolvedConfiguration Load(string path, IEnumerable<string>? settings = null, IDictionary? environment = null)
    {
        var files = new List<string>();
        var (json, origins) = Load(Path.GetFullPath(path), [], files);
        // Editors find the schema by this key; it configures nothing.
        json.Remove("$schema");
        var overrides = new Overrides(json, origins);
        overrides.ApplyEnvironment(environment ?? Environment.GetEnvironmentVariables());
        overrides.Apply(settings ?? []);
        return new(json, origins, [.. files.Distinct()]);
    }

    private static (JsonObject Json, Origins Origins) Load(string path, IReadOnlyList<string> below, List<string> files)
    {
        if (below.Contains(path)) throw new ConfigurationException($"{path}: extends itself: {string.Join(" → ", [.. below, path])}.");
        if (files.Count + below.Count >= MostFiles) throw new ConfigurationException($"{path}: more than {MostFiles} files extend each other here.");
        if (JsonText.Read(path) is not JsonObject own) throw new ConfigurationException($"{path}: expected an object {{ … }} at the top.");
        var folder = Path.GetDirectoryName(path)!;
        var bases = Bases(own, path).Select(file => Path.GetFullPath(file, folder)).ToArray();
        own.Remove(Extends);
        var layers = bases.Select(file => Load(file, [.. below, path], files)).ToList();
        files.Add(path);
        return layers.Append((own, new Origins(folder))).Aggregate(Merge);
    }

    private static (JsonObject Json, Origins Origins) Merge((JsonObject Json, Origins Origins) target, (JsonObject Json, Origins Origins) patch)
    {
        target.Origins.Merge(target.Json, patch.Json, patch.Origins);
        return ((JsonObject)JsonMergePatch.Apply(target.Json, patch.Json)!, target.Origins);
    }

    private static IEnumerable<string> Bases(JsonObject own, string path)
    {
        var named = own[Extends] switch { null => [], JsonArray list => list.ToArray(), var one => [one] };
        foreach (var name in named)
        {
            yield return name is JsonValue value && value.TryGetValue<string>(out var file) && file.Length > 0 && !file.Contains('\0', StringComparison.Ordinal)
                ? file
                : throw new ConfigurationException($"{path}: extends: expected a path or a list of paths; got {name?.ToJsonString() ?? "null"}.");
        }
    }
}
