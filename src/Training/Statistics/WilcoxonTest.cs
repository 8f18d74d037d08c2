namespace Eegavi.Training.Statistics;

/// <summary>The signed-rank test for paired differences: the test for 20 subjects and more.</summary>
/// <remarks>
/// Two-sided. Zero differences are left out (Wilcoxon's treatment) and ties get mid-ranks. The distribution is exact, ties included: it is
/// computed over the doubled ranks, which are whole numbers.
/// </remarks>
public static class WilcoxonTest
{
    /// <summary>The two-sided p value.</summary>
    /// <param name="differences">One difference per subject.</param>
    /// <returns>In (0, 1]; 1 where every difference is zero.</returns>
    public static double P(ReadOnlySpan<double> differences)
    {
        var values = differences.ToArray().Where(d => d != 0).OrderBy(Math.Abs).ToArray();
        if (values.Length == 0) return 1;

        var ranks = DoubledRanks(values);
        var (all, positive) = (ranks.Sum(), ranks.Where((_, i) => values[i] > 0).Sum());
        var smaller = Math.Min(positive, all - positive);
        return Math.Min(1, 2 * Distribution(ranks).Take(smaller + 1).Sum());
    }

    // Twice the mid-rank of each value: a run of equal sizes at places i..j (from 0) has the mid-rank (i + j + 2) / 2.
    private static int[] DoubledRanks(double[] sorted)
    {
        var ranks = new int[sorted.Length];
        for (var first = 0; first < sorted.Length;)
        {
            var last = first;
            while (last + 1 < sorted.Length && Math.Abs(sorted[last + 1]) == Math.Abs(sorted[first])) last++;
            for (var i = first; i <= last; i++) ranks[i] = first + last + 2;
            first = last + 1;
        }
        return ranks;
    }

    // Probability of each sum of the ranks that carry a plus, when every sign is a fair coin.
    private static double[] Distribution(int[] ranks)
    {
        var probability = new double[ranks.Sum() + 1];
        probability[0] = 1;
        foreach (var rank in ranks)
        {
            for (var sum = probability.Length - 1; sum >= 0; sum--)
                probability[sum] = 0.5 * (probability[sum] + (sum >= rank ? probability[sum - rank] : 0));
        }
        return probability;
    }
}
