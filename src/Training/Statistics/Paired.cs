namespace Eegavi.Training.Statistics;

/// <summary>What a comparison of two variants over the same subjects came to.</summary>
public enum Verdict
{
    /// <summary>Fewer than <see cref="Paired.FewestSubjects"/> subjects: no p value could be small enough to say anything.</summary>
    TooFewSubjects,

    /// <summary>No difference was shown; this does not show that there is none.</summary>
    NotShown,

    /// <summary>The variant is better: the interval lies above 0.</summary>
    Better,

    /// <summary>The variant is worse: the interval lies below 0.</summary>
    Worse,
}

/// <summary>The paired difference between two variants, one value per subject.</summary>
/// <param name="Difference">Mean difference over subjects. Its interval is one of a family that holds together with 95 %; it has no ends below <see cref="Paired.FewestSubjects"/> subjects.</param>
/// <param name="P">Two-sided p of the sign-flip test, alone.</param>
/// <param name="CorrectedP">The same, corrected for all comparisons of the family: at most 0.05 exactly where the interval excludes 0.</param>
/// <param name="CliffsDelta">Effect size in [-1, 1]: how often a subject's score here is above one there, minus how often it is below.</param>
/// <param name="Verdict">On which side of 0 the interval lies.</param>
/// <param name="Beats">True where the verdict is <see cref="Verdict.Better"/> and there are at least <see cref="Paired.FewestToBeat"/> subjects.</param>
public sealed record PairedResult(Interval Difference, double P, double CorrectedP, double CliffsDelta, Verdict Verdict, bool Beats)
{
    /// <summary>True where the variant scores above its ceiling: a leak or a wrong ceiling, so that what it beats means nothing yet.</summary>
    public bool AboveCeiling { get; init; }
}

/// <summary>Compares variants subject by subject. The unit is the subject: windows of one person are not independent.</summary>
public static class Paired
{
    /// <summary>Below this no verdict is given: the sign-flip test's smallest p is 2/2ⁿ, and a correction for several comparisons has to fit in.</summary>
    public const int FewestSubjects = 8;

    /// <summary>Fewest subjects for "beats".</summary>
    public const int FewestToBeat = 12;

    /// <summary>Makes all comparisons of one family: the chance that a family of equal variants shows any difference is at most 5 %.</summary>
    /// <param name="pairs">Each variant with the one that it is compared with.</param>
    /// <param name="scores">Scores by subject, for each variant that a pair names.</param>
    /// <param name="seed">Seed of the drawn sign flips.</param>
    /// <returns>The results, in the order of the pairs.</returns>
    /// <exception cref="ArgumentException">Two variants have other subjects.</exception>
    public static IReadOnlyList<PairedResult> Compare(
        IReadOnlyList<(string Variant, string Reference)> pairs, IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> scores, int seed = 0)
    {
        if (pairs.Count == 0) return [];
        var sides = pairs.Select(pair => Sides(pair, scores[pair.Variant], scores[pair.Reference])).ToArray();
        double[][] differences = [.. sides.Select(side => side.A.Zip(side.B, (a, b) => a - b).ToArray())];
        var test = SignFlipTest.Of(differences, seed);
        var (alone, corrected) = (test.P, test.CorrectedP);
        return [.. sides.Select((side, i) => Judge(Interval.Of(differences[i], test.CriticalT), alone[i], corrected[i], CliffsDelta(side.A, side.B)))];
    }

    /// <summary>How often a value of <paramref name="a"/> exceeds one of <paramref name="b"/>, minus how often it falls short, over all pairs.</summary>
    public static double CliffsDelta(IReadOnlyList<double> a, IReadOnlyList<double> b) =>
        a.Sum(x => b.Sum(y => Math.Sign(x - y))) / ((double)a.Count * b.Count);

    private static (double[] A, double[] B) Sides(
        (string Variant, string Reference) pair, IReadOnlyDictionary<string, double> variant, IReadOnlyDictionary<string, double> reference)
    {
        if (variant.Count != reference.Count || !variant.Keys.All(reference.ContainsKey))
            throw new ArgumentException($"Expected '{pair.Variant}' and '{pair.Reference}' to have scores of the same subjects; got {variant.Count} and {reference.Count} subjects: compare runs of one split.");
        var subjects = reference.Keys.Order(StringComparer.Ordinal).ToArray();
        return ([.. subjects.Select(s => variant[s])], [.. subjects.Select(s => reference[s])]);
    }

    private static PairedResult Judge(Interval difference, double p, double corrected, double delta)
    {
        if (difference.Subjects < FewestSubjects) return new(difference with { Low = null, High = null }, p, corrected, delta, Verdict.TooFewSubjects, false);
        var verdict = difference.Low > 0 ? Verdict.Better : difference.High < 0 ? Verdict.Worse : Verdict.NotShown;
        return new(difference, p, corrected, delta, verdict, verdict == Verdict.Better && difference.Subjects >= FewestToBeat);
    }
}
