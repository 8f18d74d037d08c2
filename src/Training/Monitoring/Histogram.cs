namespace Eegavi.Training.Monitoring;

/// <summary>How values are distributed.</summary>
/// <param name="Minimum">Smallest value.</param>
/// <param name="Maximum">Largest value.</param>
/// <param name="Sum">Sum of the values.</param>
/// <param name="SumOfSquares">Sum of their squares.</param>
/// <param name="Limits">Upper limit of each bucket, ascending; a bucket holds what is above the limit before it.</param>
/// <param name="Counts">Values in each bucket.</param>
public sealed record Histogram(double Minimum, double Maximum, double Sum, double SumOfSquares, IReadOnlyList<double> Limits, IReadOnlyList<long> Counts)
{
    private const int Buckets = 30;

    /// <summary>Values in all.</summary>
    public long Count => Counts.Sum();

    /// <summary>Counts values in 30 buckets of one width between the smallest and the largest. What is not finite is left out; null where nothing is left.</summary>
    public static Histogram? Of(ReadOnlySpan<float> values)
    {
        var (minimum, maximum, sum, squares) = (double.PositiveInfinity, double.NegativeInfinity, 0.0, 0.0);
        foreach (var value in values)
        {
            if (!float.IsFinite(value)) continue;
            (minimum, maximum) = (Math.Min(minimum, value), Math.Max(maximum, value));
            (sum, squares) = (sum + value, squares + (double)value * value);
        }
        if (minimum > maximum) return null;
        var width = maximum > minimum ? (maximum - minimum) / Buckets : 1;
        var counts = new long[Buckets];
        foreach (var value in values)
            if (float.IsFinite(value)) counts[Math.Clamp((int)Math.Ceiling((value - minimum) / width) - 1, 0, Buckets - 1)]++;
        return new(minimum, maximum, sum, squares, [.. Enumerable.Range(1, Buckets).Select(i => i == Buckets && maximum > minimum ? maximum : minimum + i * width)], counts);
    }
}
