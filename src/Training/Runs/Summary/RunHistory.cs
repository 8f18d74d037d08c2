using System.Text.Json;
using System.Text.Json.Nodes;

namespace Eegavi.Training.Runs.Summary;

/// <summary>What a run's <c>metrics.jsonl</c> tells.</summary>
/// <param name="Steps">Its reported steps.</param>
/// <param name="Epochs">What was found on the held-back subjects after each epoch.</param>
internal sealed record RunHistory(IReadOnlyList<StepLine> Steps, IReadOnlyList<EpochLine> Epochs)
{
    /// <summary>Reads it; a half line, as a kill leaves one, is passed over.</summary>
    public static RunHistory Read(string path)
    {
        var lines = File.Exists(path) ? ReadShared(path).Select(Parse).OfType<JsonObject>().ToList() : [];
        return new(
            [.. lines.Where(line => line["heldBack"] is null).Select(line => new StepLine(line["step"]!.GetValue<int>(), Number(line["loss"]), Numbers(line["terms"])))],
            [.. lines.Where(line => line["heldBack"] is not null).Select(Epoch)]);
    }

    private static EpochLine Epoch(JsonObject line)
    {
        var found = line["heldBack"]!.AsObject();
        return new(
            line["epoch"]!.GetValue<int>(), line["step"]!.GetValue<int>(), Number(line["heldBackLoss"]), Number(found["shuffledLoss"]), Numbers(found["terms"]), Numbers(found["figures"]),
            [.. found["warnings"]?.AsArray().Select(w => w!.GetValue<string>()) ?? []]);
    }

    // The run may still be writing.
    private static IEnumerable<string> ReadShared(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        while (reader.ReadLine() is { } line) yield return line;
    }

    private static JsonObject? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Dictionary<string, double> Numbers(JsonNode? node) =>
        (node?.AsObject() ?? []).Select(p => (p.Key, Value: Number(p.Value))).Where(p => p.Value is not null).ToDictionary(p => p.Key, p => p.Value!.Value, StringComparer.Ordinal);

    // What is not finite stands there as a text.
    private static double? Number(JsonNode? node) => node?.GetValueKind() == JsonValueKind.Number ? node.GetValue<double>() : null;
}

/// <summary>A reported step.</summary>
internal sealed record StepLine(int Step, double? Loss, IReadOnlyDictionary<string, double> Terms);

/// <summary>What was found after an epoch.</summary>
internal sealed record EpochLine(
    int Epoch, int Step, double? Loss, double? ShuffledLoss, IReadOnlyDictionary<string, double> Terms, IReadOnlyDictionary<string, double> Figures, IReadOnlyList<string> Warnings);
