using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Numbers of like size.</summary>
public static class NormalizationCatalog
{
    /// <summary>Into [0, 1], or into [-1, 1] where zero stays zero.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The column to make.</param>
    /// <param name="inputColumnName">The numbers, float or double, one or a vector of known size; null takes the output's name.</param>
    /// <param name="maximumExampleCount">At most so many rows are looked at.</param>
    /// <param name="fixZero">Whether zero stays zero: numbers are then divided by the largest absolute one.</param>
    public static NormalizingEstimator NormalizeMinMax(this TransformsCatalog catalog, string outputColumnName, string inputColumnName = null,
        long maximumExampleCount = 1000000000, bool fixZero = true) => new(new MinMaxScaling(fixZero), [new InputOutputColumnPair(outputColumnName, inputColumnName)], maximumExampleCount);

    public static NormalizingEstimator NormalizeMinMax(this TransformsCatalog catalog, InputOutputColumnPair[] columns,
        long maximumExampleCount = 1000000000, bool fixZero = true) => new(new MinMaxScaling(fixZero), columns, maximumExampleCount);

    /// <summary>To a variance of one: with <paramref name="fixZero"/> divided by the root mean square, else centred and divided by the standard deviation.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The column to make.</param>
    /// <param name="inputColumnName">The numbers, float or double, one or a vector of known size; null takes the output's name.</param>
    /// <param name="maximumExampleCount">At most so many rows are looked at.</param>
    /// <param name="fixZero">Whether zero stays zero.</param>
    /// <param name="useCdf">Whether the normal distribution's cumulative share is given instead, in [0, 1].</param>
    public static NormalizingEstimator NormalizeMeanVariance(this TransformsCatalog catalog, string outputColumnName, string inputColumnName = null,
        long maximumExampleCount = 1000000000, bool fixZero = true, bool useCdf = false) =>
        new(Scaling(fixZero, useCdf), [new InputOutputColumnPair(outputColumnName, inputColumnName)], maximumExampleCount);

    public static NormalizingEstimator NormalizeMeanVariance(this TransformsCatalog catalog, InputOutputColumnPair[] columns,
        long maximumExampleCount = 1000000000, bool fixZero = true, bool useCdf = false) => new(Scaling(fixZero, useCdf), columns, maximumExampleCount);

    private static SlotScaling Scaling(bool fixZero, bool useCdf) => useCdf ? new CdfScaling() : new MeanVarianceScaling(fixZero);
}
