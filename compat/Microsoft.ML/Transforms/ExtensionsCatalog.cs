using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>What is done about missing values.</summary>
public static class ExtensionsCatalog
{
    /// <summary>Puts numbers where NaN is.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The column to make.</param>
    /// <param name="inputColumnName">The numbers, float or double, one or a vector of known size; null takes the output's name.</param>
    /// <param name="replacementMode">Which numbers.</param>
    /// <param name="imputeBySlot">Whether each slot has a number of its own; else all numbers of the column give one.</param>
    public static MissingValueReplacingEstimator ReplaceMissingValues(this TransformsCatalog catalog, string outputColumnName, string inputColumnName = null,
        MissingValueReplacingEstimator.ReplacementMode replacementMode = MissingValueReplacingEstimator.ReplacementMode.DefaultValue, bool imputeBySlot = true) =>
        new([new InputOutputColumnPair(outputColumnName, inputColumnName)], replacementMode, imputeBySlot);

    public static MissingValueReplacingEstimator ReplaceMissingValues(this TransformsCatalog catalog, InputOutputColumnPair[] columns,
        MissingValueReplacingEstimator.ReplacementMode replacementMode = MissingValueReplacingEstimator.ReplacementMode.DefaultValue, bool imputeBySlot = true) =>
        new(columns, replacementMode, imputeBySlot);
}
