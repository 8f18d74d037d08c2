using MathNet.Numerics.Distributions;

namespace Eegavi.Training.Statistics;

/// <summary>A 95 % interval of a mean over subjects.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Low">Lower end; null where there are too few subjects for one.</param>
/// <param name="High">Upper end; null where there are too few subjects for one.</param>
/// <param name="StandardError">Standard error of the mean; null for fewer than 2 subjects.</param>
/// <param name="Subjects">How many subjects the mean is over.</param>
public sealed record Interval(double Mean, double? Low, double? High, double? StandardError, int Subjects)
{
    /// <summary>The Student-t interval over one value per subject: that of a score by itself.</summary>
    /// <remarks>Not a percentile bootstrap: with 12 to 16 subjects that one is too narrow (it misses the truth in 7 to 8 % of cases).</remarks>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static Interval Of(IReadOnlyList<double> values) =>
        Of(values, values.Count > 1 ? StudentT.InvCDF(0, 1, values.Count - 1, 0.975) : 0);

    /// <summary>The mean ± so many standard errors.</summary>
    /// <param name="values">One value per subject.</param>
    /// <param name="standardErrors">Half the width in standard errors; infinite = no ends.</param>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static Interval Of(IReadOnlyList<double> values, double standardErrors)
    {
        if (values.Count == 0) throw new ArgumentException("Expected at least one subject; got none.", nameof(values));
        var mean = values.Average();
        if (values.Count == 1) return new(mean, null, null, null, 1);
        var error = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1) / values.Count);
        if (double.IsInfinity(standardErrors)) return new(mean, null, null, error, values.Count);
        return new(mean, mean - standardErrors * error, mean + standardErrors * error, error, values.Count);
    }
}
