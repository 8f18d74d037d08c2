using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Eegavi.Plugins;

/// <summary>Reads and writes JSON texts: comments and trailing commas are allowed, duplicate keys, great depth and great size are not.</summary>
public static class JsonText
{
    private const int MostDepth = 64;
    private const int MostBytes = 4 << 20;

    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, MaxDepth = 1000, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a file.</summary>
    /// <exception cref="ConfigurationException">It is missing or is not such a text; says in which line and column.</exception>
    public static JsonNode? Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > MostBytes) throw new ConfigurationException($"{path}: a configuration file has at most {MostBytes >> 20} MiB; got {file.Length >> 20}.");
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return Parse(bytes, path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ConfigurationException($"{path}: there is no such file.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="name">What sentences call it.</param>
    /// <exception cref="ConfigurationException">It is not such a text; says in which line and column.</exception>
    public static JsonNode? Parse(string text, string name) => Parse(Encoding.UTF8.GetBytes(text), name);

    /// <summary>A text with two-space indents and keys in ordinal order, the same for the same content.</summary>
    public static string Canonical(JsonNode? node) => Indented(Ordered(node));

    /// <summary>A text with two-space indents and keys in the order that they have.</summary>
    public static string Indented(JsonNode? node) => (node?.ToJsonString(Pretty) ?? "null").ReplaceLineEndings("\n") + "\n";

    /// <summary>A copy whose keys have no case.</summary>
    internal static JsonNode? Copy(JsonNode? node) => Parse(node?.ToJsonString(Pretty) ?? "null", "The document");

    /// <summary>The value of a text from outside a file: JSON where it can be read as JSON, else the text itself.</summary>
    internal static JsonNode? Value(string text)
    {
        try
        {
            return Parse(text, "");
        }
        catch (ConfigurationException)
        {
            return JsonValue.Create(text);
        }
    }

    /// <summary>A number, true or false where the text is one, else the text itself.</summary>
    internal static JsonValue Scalar(string text) =>
        Value(text) is JsonValue value && value.GetValueKind() != JsonValueKind.String && value.ToJsonString() == text ? value : JsonValue.Create(text);

    // Configuration keys have no case.
    internal static JsonNodeOptions NodeOptions { get; } = new() { PropertyNameCaseInsensitive = true };

    private static JsonDocumentOptions Options { get; } = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = MostDepth };

    private static JsonNode? Parse(ReadOnlySpan<byte> bytes, string name)
    {
        // A byte order mark is not JSON.
        var text = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes;
        try
        {
            JsonKeys.Check(text, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = MostDepth });
            return JsonNode.Parse(text, NodeOptions, Options);
        }
        catch (JsonException e)
        {
            throw new ConfigurationException($"{name}, line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}: {Plain(e.Message)}", e);
        }
    }

    private static string Plain(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd();
    }

    private static JsonNode? Ordered(JsonNode? node) => node switch
    {
        JsonObject keys => new JsonObject(keys.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, Ordered(pair.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Ordered)]),
        _ => node?.DeepClone(),
    };
}
