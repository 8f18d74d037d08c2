namespace Eegavi.Training.Statistics;

/// <summary>Holm's step-down correction for several tests against one reference.</summary>
public static class Holm
{
    /// <summary>Corrects the p values of one family of tests.</summary>
    /// <param name="p">The p values as they came.</param>
    /// <returns>The corrected values in the same order, each at most 1.</returns>
    public static IReadOnlyList<double> Correct(IReadOnlyList<double> p)
    {
        var corrected = new double[p.Count];
        var (largest, left) = (0.0, p.Count);
        foreach (var i in Enumerable.Range(0, p.Count).OrderBy(i => p[i]))
        {
            largest = Math.Max(largest, Math.Min(1, p[i] * left--));
            corrected[i] = largest;
        }
        return corrected;
    }
}
