using Eegavi.Models;
using static TorchSharp.torch;

namespace Eegavi.MachineLearning.Outputs;

/// <summary>Which columns a model adds.</summary>
internal static class OutputColumns
{
    private const string Gates = "Gates";

    /// <summary>Their names, before there is a model.</summary>
    public static IReadOnlyList<string> Names(ModelSpec model, OutputSpec output) =>
    [
        output.Embedding,
        .. output.Modalities ? StagesOf(model).Select(stage => ModalityName(output, stage.Modality)) : [],
        .. output.Scores ? Heads(model).Select(ScoreName) : [],
        .. output.Gates ? [Gates] : Array.Empty<string>(),
    ];

    /// <summary>The columns.</summary>
    /// <param name="model">The model.</param>
    /// <param name="output">Which are wanted.</param>
    /// <param name="classes">Names of a head's classes, by head.</param>
    /// <param name="gates">Paths under which its gates report.</param>
    public static IReadOnlyList<OutputColumn> Of(FusionModel model, OutputSpec output, IReadOnlyDictionary<string, IReadOnlyList<string>> classes, IReadOnlyList<string> gates)
    {
        var columns = new List<OutputColumn> { new(output.Embedding, Numbered(output.Embedding, model.Spec.Width), (o, _) => o.Embedding) };
        if (output.Modalities)
            columns.AddRange(StagesOf(model.Spec).Select(stage => Modality(ModalityName(output, stage.Modality), stage.Stage, model)));
        if (output.Scores)
            columns.AddRange(Heads(model.Spec).Select(head => new OutputColumn(ScoreName(head), Classes(head, model.Spec.Heads[head].Outputs, classes), (o, _) => o.Predictions[head])));
        if (output.Gates)
            columns.Add(new(Gates, gates, (_, said) => tensor(gates.Select(gate => (float)said!.Values.GetValueOrDefault(gate, double.NaN)).ToArray(), [1, gates.Count])) { NeedsDiagnostics = true });
        return columns;
    }

    /// <summary>The paths of gates among those of everything that parts say.</summary>
    public static IReadOnlyList<string> GatesIn(Diagnostics said) => [.. said.Values.Keys.Where(path => path.EndsWith(".gate", StringComparison.Ordinal))];

    private static OutputColumn Modality(string name, string stage, FusionModel model) => new(name, Numbered(name, model.StageWidths[stage]), (o, _) =>
    {
        var vector = o.Vector(stage);
        return where(vector.Present.unsqueeze(1), vector.Values, zeros_like(vector.Values));
    });

    private static IEnumerable<(string Modality, string Stage)> StagesOf(ModelSpec model) =>
        [(model.Query.Modality, "query"), .. model.Context.Keys.Order(StringComparer.Ordinal).Select(name => (name, $"context.{name}"))];

    private static IEnumerable<string> Heads(ModelSpec model) => model.Heads.Keys.Order(StringComparer.Ordinal);

    private static string ModalityName(OutputSpec output, string modality) => $"{output.Embedding}.{modality}";

    private static string ScoreName(string head) => $"Score.{head}";

    private static string[] Numbered(string name, int count) => [.. Enumerable.Range(0, count).Select(i => $"{name}.{i}")];

    private static IReadOnlyList<string> Classes(string head, int outputs, IReadOnlyDictionary<string, IReadOnlyList<string>> classes) =>
        classes.TryGetValue(head, out var names) && names.Count == outputs ? names : [.. Enumerable.Range(0, outputs).Select(i => $"{i}")];
}
