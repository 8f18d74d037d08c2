using System.Text.Json;

namespace Eegavi.Plugins;

/// <summary>Checks the keys of a JSON text, which a tree no longer tells: each at most once per object, whatever its case.</summary>
internal static class JsonKeys
{
    /// <exception cref="JsonException">A key that may not be, with its line and column; or a text that is not JSON.</exception>
    public static void Check(ReadOnlySpan<byte> text, JsonReaderOptions options)
    {
        var reader = new Utf8JsonReader(text, options);
        var open = new Stack<HashSet<string>>();
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.StartObject) open.Push(new(StringComparer.OrdinalIgnoreCase));
            if (reader.TokenType == JsonTokenType.EndObject) open.Pop();
            if (reader.TokenType == JsonTokenType.PropertyName && Problem(reader.GetString()!, open.Peek()) is { } problem)
                throw At(text, (int)reader.TokenStartIndex, problem);
        }
    }

    private static string? Problem(string key, HashSet<string> before)
    {
        if (key.Length == 0) return "a key may not be empty.";
        if (key.Contains(':', StringComparison.Ordinal)) return $"a key may not contain ':'; got '{key}'.";
        return before.Add(key) ? null : $"the key '{key}' stands here a second time.";
    }

    private static JsonException At(ReadOnlySpan<byte> text, int position, string problem)
    {
        var lines = text[..position].Count((byte)'\n');
        return new(problem, path: null, lines, position - (text[..position].LastIndexOf((byte)'\n') + 1));
    }
}
