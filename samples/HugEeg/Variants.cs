using System.Text.Json;
using System.Text.Json.Nodes;

namespace Eegavi.Samples.HugEeg;

/// <summary>The variants of the experiment.</summary>
/// <param name="Base">The run that they change.</param>
/// <param name="All">Each one's patch by its name.</param>
internal sealed record Variants(JsonObject Base, IReadOnlyList<(string Name, JsonObject Patch)> All)
{
    /// <summary>Reads them.</summary>
    public static Variants Read(string path)
    {
        var json = JsonNode.Parse(File.ReadAllText(path), documentOptions: new() { CommentHandling = JsonCommentHandling.Skip })!.AsObject();
        return new(json["base"]!.AsObject(), [.. json["variants"]!.AsObject().Select(v => (v.Key, v.Value!.AsObject()))]);
    }
}
