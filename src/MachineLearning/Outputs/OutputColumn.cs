using Eegavi.Models;
using Microsoft.ML;
using Microsoft.ML.Data;
using static TorchSharp.torch;

namespace Eegavi.MachineLearning.Outputs;

/// <summary>A column that the model adds.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Slots">Names of its numbers.</param>
/// <param name="Read">[B, n] of what the model and its parts said of B rows.</param>
internal sealed record OutputColumn(string Name, IReadOnlyList<string> Slots, Func<FusionOutput, Diagnostics?, Tensor> Read)
{
    /// <summary>Whether parts have to report for it, which they do of all rows together.</summary>
    public bool NeedsDiagnostics { get; init; }

    /// <summary>Its type: a vector of known size.</summary>
    public VectorDataViewType Type { get; } = new(NumberDataViewType.Single, Slots.Count);

    /// <summary>The column with its slot names, for a schema.</summary>
    public DataViewSchema.DetachedColumn Detached()
    {
        var names = Slots.Select(slot => slot.AsMemory()).ToArray();
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(ColumnShapes.SlotNames, new VectorDataViewType(TextDataViewType.Instance, names.Length),
            (ref VBuffer<ReadOnlyMemory<char>> value) => value = new(names.Length, [.. names]));
        return new(Name, Type, annotations.ToAnnotations());
    }
}
