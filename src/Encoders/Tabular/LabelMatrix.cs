using static TorchSharp.torch;

namespace Eegavi.Encoders;

/// <summary>Label columns side by side.</summary>
internal static class LabelMatrix
{
    /// <summary>The columns of a batch.</summary>
    /// <returns>[B, K] float32, 0 where a row lacks a column; [B] bool, true = the row has them all.</returns>
    /// <exception cref="ArgumentException">The batch lacks a column.</exception>
    public static (Tensor Values, Tensor Complete) Of(Batch batch, IReadOnlyList<string> columns)
    {
        using var scope = NewDisposeScope();
        var labels = columns.Select(name => batch.Labels.TryGetValue(name, out var label) ? label : throw new ArgumentException(
            $"Expected rows with the label '{name}'; got {string.Join(", ", batch.Labels.Keys.Order(StringComparer.Ordinal))}.")).ToList();
        var present = stack(labels.Select(l => l.Present).ToArray(), 1);
        var values = stack(labels.Select(l => l.Values.to_type(ScalarType.Float32)).ToArray(), 1);
        return (values.masked_fill(present.logical_not(), 0).MoveToOuterDisposeScope(), present.all(1).MoveToOuterDisposeScope());
    }

    /// <summary>A table whose row is there as a whole or not at all.</summary>
    /// <param name="values">[B, K].</param>
    /// <param name="present">[B] bool.</param>
    public static ModalityWindow Table(Tensor values, Tensor present)
    {
        using var scope = NewDisposeScope();
        var valid = present.unsqueeze(1).expand_as(values).contiguous();
        return Kept(new() { Values = values.masked_fill(valid.logical_not(), 0), Valid = valid, Seconds = zeros_like(values) });
    }

    /// <summary>The same table, in the enclosing scope.</summary>
    public static ModalityWindow Kept(ModalityWindow table)
    {
        table.Values.MoveToOuterDisposeScope();
        table.Valid.MoveToOuterDisposeScope();
        table.Seconds.MoveToOuterDisposeScope();
        return table;
    }
}
