using MathNet.Numerics.Statistics;

namespace Microsoft.ML.Transforms;

/// <summary>How two parameters of a slot follow from its numbers, and a number from them.</summary>
internal abstract class SlotScaling
{
    /// <summary>The parameters of a slot; NaN among its numbers has been left out.</summary>
    internal abstract (double First, double Second) Learn(RunningStatistics numbers);

    /// <summary>The shape of what a slot with these parameters makes of a number.</summary>
    internal abstract SlotFunction Function { get; }
}

/// <summary>By smallest and largest number.</summary>
internal sealed class MinMaxScaling(bool fixZero) : SlotScaling
{
    internal override SlotFunction Function => SlotFunction.Affine;

    // A slot that never changes says nothing: it becomes zero.
    internal override (double First, double Second) Learn(RunningStatistics numbers) =>
        !(numbers.Maximum > numbers.Minimum) ? (0, 0)
        : fixZero ? (1 / Math.Max(Math.Abs(numbers.Maximum), Math.Abs(numbers.Minimum)), 0)
        : (1 / (numbers.Maximum - numbers.Minimum), numbers.Minimum);
}

/// <summary>By mean and variance.</summary>
internal sealed class MeanVarianceScaling(bool fixZero) : SlotScaling
{
    internal override SlotFunction Function => SlotFunction.Affine;

    internal override (double First, double Second) Learn(RunningStatistics numbers) =>
        !(numbers.PopulationVariance > 0) ? (0, 0)
        : fixZero ? (1 / Math.Sqrt(numbers.PopulationVariance + numbers.Mean * numbers.Mean), 0)
        : (1 / numbers.PopulationStandardDeviation, numbers.Mean);
}

/// <summary>By the normal distribution with the slot's mean and variance.</summary>
internal sealed class CdfScaling : SlotScaling
{
    internal override SlotFunction Function => SlotFunction.Cdf;

    internal override (double First, double Second) Learn(RunningStatistics numbers) =>
        numbers.Count == 0 ? (0, 0) : (numbers.Mean, numbers.PopulationStandardDeviation);
}
