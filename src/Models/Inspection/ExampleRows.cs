using static TorchSharp.torch;

namespace Eegavi.Models.Inspection;

/// <summary>Random rows of given shapes, all of them complete: what a model costs at most, without a data set.</summary>
/// <param name="windows">The shape of each modality's window.</param>
/// <param name="labels">Outputs K by label column: classes 0…K − 1; a number where K is 1.</param>
/// <param name="rows">Rows, all of one subject.</param>
public sealed class ExampleRows(IReadOnlyDictionary<string, WindowShape> windows, IReadOnlyDictionary<string, int> labels, int rows) : IBatchSource
{
    /// <inheritdoc/>
    public IReadOnlyList<string> RowIds { get; } = [.. Enumerable.Range(0, rows).Select(row => $"example/{row}")];

    /// <inheritdoc/>
    public IReadOnlyList<string> Subjects { get; } = [.. Enumerable.Repeat("example", rows)];

    /// <inheritdoc/>
    public string Fingerprint => $"example {rows}: {string.Join(", ", windows.OrderBy(w => w.Key, StringComparer.Ordinal))}";

    /// <summary>The label columns that losses want of rows that a model's heads predict.</summary>
    /// <param name="losses">The losses.</param>
    /// <param name="model">The model's description.</param>
    public static IReadOnlyDictionary<string, int> LabelsOf(IEnumerable<LossSpec> losses, ModelSpec model) => losses
        .Where(loss => loss.Head is not null && model.Heads.ContainsKey(loss.Head))
        .DistinctBy(loss => loss.Label ?? loss.Head)
        .ToDictionary(loss => loss.Label ?? loss.Head!, loss => model.Heads[loss.Head!].Outputs);

    /// <inheritdoc/>
    public Batch Make(IReadOnlyList<int> rows) => new()
    {
        Modalities = windows.ToDictionary(w => w.Key, w => Window(w.Value, rows.Count)),
        Labels = labels.ToDictionary(l => l.Key, l => Label(l.Value, rows.Count)),
        RowIds = [.. rows.Select(row => RowIds[row])],
        Subjects = [.. rows.Select(row => Subjects[row])],
    };

    private static ModalityWindow Window(WindowShape shape, int rows) => new()
    {
        Values = rand([rows, .. shape.Sizes]),
        Valid = ones([rows, shape.Steps], ScalarType.Bool),
        Seconds = ((arange(shape.Steps, ScalarType.Float32) + 0.5) * shape.StepSeconds).expand(rows, shape.Steps).contiguous(),
    };

    private static LabelColumn Label(int outputs, int rows) => new()
    {
        Values = outputs == 1 ? rand([rows]) : arange(rows, ScalarType.Int64) % outputs,
        Present = ones([rows], ScalarType.Bool),
    };
}
