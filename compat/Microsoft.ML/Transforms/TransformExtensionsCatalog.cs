using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Which columns a table has.</summary>
public static class TransformExtensionsCatalog
{
    /// <summary>One vector of all slots; an input that is a scalar gives its name to its slot.</summary>
    public static ColumnConcatenatingEstimator Concatenate(this TransformsCatalog catalog, string outputColumnName, params string[] inputColumnNames) =>
        new(outputColumnName, inputColumnNames);

    public static ColumnCopyingEstimator CopyColumns(this TransformsCatalog catalog, string outputColumnName, string inputColumnName) =>
        new([new InputOutputColumnPair(outputColumnName, inputColumnName)]);

    /// <summary>All columns but these.</summary>
    public static ColumnSelectingEstimator DropColumns(this TransformsCatalog catalog, params string[] columnNames) =>
        new(columnNames, keep: false, keepHidden: false);

    /// <summary>These columns only, in this order.</summary>
    public static ColumnSelectingEstimator SelectColumns(this TransformsCatalog catalog, params string[] columnNames) =>
        new(columnNames, keep: true, keepHidden: false);

    /// <summary>These columns only; <paramref name="keepHidden"/> keeps hidden ones of the same names too.</summary>
    public static ColumnSelectingEstimator SelectColumns(this TransformsCatalog catalog, string[] columnNames, bool keepHidden) =>
        new(columnNames, keep: true, keepHidden);
}
