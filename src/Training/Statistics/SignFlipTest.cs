namespace Eegavi.Training.Statistics;

/// <summary>The paired test for few subjects: if two variants were the same, each subject's difference could as well have the other sign.</summary>
/// <remarks>Two-sided on |mean difference|. Exact by enumeration up to 12 subjects, else by seeded draws, where the observed signs count as one draw (so p is never 0).</remarks>
public static class SignFlipTest
{
    /// <summary>Up to this many subjects every assignment of signs is enumerated.</summary>
    public const int ExactUpTo = 12;

    /// <summary>Random assignments of signs above <see cref="ExactUpTo"/>.</summary>
    public const int Draws = 10_000;

    private const int BitsPerDraw = 30;

    /// <summary>The two-sided p value.</summary>
    /// <param name="differences">One difference per subject.</param>
    /// <param name="seed">Seed of the draws; without effect where the test is exact.</param>
    /// <returns>In (0, 1]; 1 where there is nothing to test.</returns>
    public static double P(ReadOnlySpan<double> differences, int seed = 0) =>
        differences.Length <= ExactUpTo ? Exact(differences) : Drawn(differences, seed);

    private static double Exact(ReadOnlySpan<double> differences)
    {
        var limit = Limit(differences);
        var assignments = 1 << differences.Length;
        var extreme = 0;
        for (var signs = 0; signs < assignments; signs++)
        {
            if (Math.Abs(Flipped(differences, signs)) >= limit) extreme++;
        }
        return (double)extreme / assignments;
    }

    private static double Drawn(ReadOnlySpan<double> differences, int seed)
    {
        var (limit, random, extreme) = (Limit(differences), new Random(seed), 1);
        for (var draw = 0; draw < Draws; draw++)
        {
            var sum = 0.0;
            var left = differences;
            for (; left.Length > BitsPerDraw; left = left[BitsPerDraw..]) sum += Flipped(left[..BitsPerDraw], random.Next());
            if (Math.Abs(sum + Flipped(left, random.Next())) >= limit) extreme++;
        }
        return extreme / (Draws + 1.0);
    }

    private static double Flipped(ReadOnlySpan<double> differences, int signs)
    {
        var sum = 0.0;
        for (var i = 0; i < differences.Length; i++) sum += (signs >> i & 1) == 0 ? differences[i] : -differences[i];
        return sum;
    }

    // The sums of equal terms in another order differ by rounding; they must count as equal.
    private static double Limit(ReadOnlySpan<double> differences)
    {
        var (sum, size) = (0.0, 0.0);
        foreach (var difference in differences) (sum, size) = (sum + difference, size + Math.Abs(difference));
        return Math.Abs(sum) - 1e-12 * size;
    }
}
