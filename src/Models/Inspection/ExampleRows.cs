using System.Text.Json.Nodes;
using Eegavi.Plugins;
using static TorchSharp.torch;

namespace Eegavi.Models.Inspection;

/// <summary>Random rows of given shapes, all of them complete: what a model costs at most, without a data set.</summary>
/// <param name="windows">The shape of each modality's window.</param>
/// <param name="labels">The label columns.</param>
/// <param name="rows">Rows, all of one subject.</param>
public sealed class ExampleRows(IReadOnlyDictionary<string, WindowShape> windows, IReadOnlyDictionary<string, ExampleLabel> labels, int rows) : IBatchSource
{
    /// <inheritdoc/>
    public IReadOnlyList<string> RowIds { get; } = [.. Enumerable.Range(0, rows).Select(row => $"example/{row}")];

    /// <inheritdoc/>
    public IReadOnlyList<string> Subjects { get; } = [.. Enumerable.Repeat("example", rows)];

    /// <inheritdoc/>
    public string Fingerprint => $"example {rows}: {string.Join(", ", windows.OrderBy(w => w.Key, StringComparer.Ordinal))}";

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, int> TargetWidths { get; init; } = new Dictionary<string, int>();

    /// <summary>The label columns that losses want of rows that a model's heads predict.</summary>
    /// <param name="losses">The losses.</param>
    /// <param name="model">The model's description.</param>
    public static IReadOnlyDictionary<string, ExampleLabel> LabelsOf(IEnumerable<LossSpec> losses, ModelSpec model) => losses
        .Where(loss => loss.Head is not null && model.Heads.ContainsKey(loss.Head))
        .SelectMany(loss => loss.Labels?.Select(label => (Name: label, Label: new ExampleLabel(2)))
            ?? [(Name: loss.Label ?? loss.Head!, new ExampleLabel(model.Heads[loss.Head!].Outputs, Lowest(loss)))])
        .DistinctBy(label => label.Name)
        .ToDictionary(label => label.Name, label => label.Label);

    /// <inheritdoc/>
    public Batch Make(IReadOnlyList<int> rows) => new()
    {
        Modalities = windows.ToDictionary(w => w.Key, w => Window(w.Value, rows.Count)),
        Labels = labels.ToDictionary(l => l.Key, l => Label(l.Value, rows.Count)),
        Targets = TargetWidths.ToDictionary(t => t.Key, t => new LossVector(t.Key, rand(rows.Count, t.Value), ones([rows.Count], ScalarType.Bool)), StringComparer.Ordinal),
        RowIds = [.. rows.Select(row => RowIds[row])],
        Subjects = [.. rows.Select(row => Subjects[row])],
    };

    private static ModalityWindow Window(WindowShape shape, int rows) => new()
    {
        Values = rand([rows, .. shape.Sizes]),
        Valid = ones([rows, shape.Steps], ScalarType.Bool),
        Seconds = ((arange(shape.Steps, ScalarType.Float32) + 0.5) * shape.StepSeconds).expand(rows, shape.Steps).contiguous(),
    };

    // Losses over levels that do not begin at 0 say so by this option.
    private static double Lowest(LossSpec loss) =>
        loss.Loss.Options is { } options && SpecWriter.Write(options)["lowest"] is JsonValue lowest ? lowest.GetValue<double>() : 0;

    private static LabelColumn Label(ExampleLabel label, int rows) => new()
    {
        Values = label.Outputs == 1 ? rand([rows]) + label.Lowest
            : label.Lowest == 0 ? arange(rows, ScalarType.Int64) % label.Outputs : (arange(rows, ScalarType.Float32) % label.Outputs) + label.Lowest,
        Present = ones([rows], ScalarType.Bool),
    };
}

/// <summary>What is drawn for a label column.</summary>
/// <param name="Outputs">Outputs K of the head: K classes; a number where K is 1.</param>
/// <param name="Lowest">The lowest class or number.</param>
public sealed record ExampleLabel(int Outputs, double Lowest = 0);
