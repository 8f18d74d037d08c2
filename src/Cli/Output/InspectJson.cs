using System.Text.Json;
using System.Text.Json.Nodes;
using Eegavi.Models.Inspection;
using Eegavi.Training.Memory;

namespace Eegavi.Cli.Output;

/// <summary>What <c>eegavi inspect</c> found, for scripts: docs/inspecting.md lists the keys. Memory in bytes.</summary>
internal static class InspectJson
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(InspectReport report) => new JsonObject
    {
        ["model"] = report.Name,
        ["parameters"] = report.Run.Parameters + report.Run.Losses.Sum(loss => loss.Parameters),
        ["trained"] = report.Run.Trainable + report.Run.Losses.Sum(loss => loss.Trainable),
        ["multiplyAdds"] = report.Run.MultiplyAdds,
        ["windowsFrom"] = report.HasData ? "data" : "assumed",
        ["windows"] = Node(report.Windows.ToDictionary(w => w.Key, w => new NamedShape(["B", .. w.Value.Axes.Split(' ')], [0, .. w.Value.Sizes]), StringComparer.Ordinal)),
        ["parts"] = Node(report.Run.Stages),
        ["tokens"] = Node(report.Run.Tokens),
        ["losses"] = Node(report.Run.Losses),
        ["diagnostics"] = report.Run.Diagnostics.Count == 0 ? null : Node(report.Run.Diagnostics),
        ["memory"] = report.Memory is { } memory ? Memory(memory, report.Rows) : null,
        ["checks"] = report.Checks.Count == 0 ? null : Node(report.Checks.Select(check => new { @for = check.IsTraining ? "training" : "inference", check.Predicted, check.Measured, check.Error })),
        ["verdict"] = report.Verdict is { } verdict ? new JsonObject
        {
            ["for"] = verdict.IsTraining ? "training" : "inference",
            ["limit"] = verdict.Limit,
            ["need"] = verdict.Need,
            ["fits"] = verdict.Fits,
            ["mostRows"] = verdict.MostRows,
        } : null,
    }.ToJsonString(Format);

    private static JsonObject Memory(MemoryForecast memory, int rows) => new()
    {
        ["training"] = memory.ForTraining(rows) is { } training ? Need(training, memory.Training!) : null,
        ["inference"] = Need(memory.ForInference(rows), memory.Inference),
    };

    private static JsonObject Need(MemoryNeed need, MemoryLine line) => new()
    {
        ["rows"] = need.Rows,
        ["peak"] = need.Peak,
        ["overBuiltModel"] = need.Over + need.Stored.Best,
        ["program"] = need.Process,
        ["parameters"] = need.Stored.Model + need.Stored.Losses,
        ["gradients"] = need.Stored.Gradients,
        ["optimiser"] = need.Stored.Optimiser,
        ["average"] = need.Stored.Average,
        ["best"] = need.Stored.Best,
        ["activations"] = need.Activations,
        ["perRow"] = (long)line.PerRow,
        ["trials"] = Node(new[] { line.Small, line.Large }),
    };

    private static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, Format);
}
