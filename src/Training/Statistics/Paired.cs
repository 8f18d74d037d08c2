namespace Eegavi.Training.Statistics;

/// <summary>What a comparison of two variants over the same subjects came to.</summary>
public enum Verdict
{
    /// <summary>Fewer than <see cref="Paired.FewestSubjects"/> subjects: no p value could be small enough to say anything.</summary>
    TooFewSubjects,

    /// <summary>No difference was shown; this does not show that there is none.</summary>
    NotShown,

    /// <summary>The variant is better: corrected p below 0.05.</summary>
    Better,

    /// <summary>The variant is worse: corrected p below 0.05.</summary>
    Worse,
}

/// <summary>The paired difference between two variants, one value per subject.</summary>
/// <param name="Difference">Mean difference over subjects, with its 95 % interval.</param>
/// <param name="P">Two-sided p of <paramref name="Test"/>, alone.</param>
/// <param name="HolmP">The same after Holm's correction over all variants of the study.</param>
/// <param name="Test"><c>sign-flip</c> below 20 subjects, <c>wilcoxon</c> from there on.</param>
/// <param name="CliffsDelta">Effect size in [-1, 1]: how often a subject's score here is above one there, minus how often it is below.</param>
/// <param name="Verdict">What the corrected p says.</param>
/// <param name="Beats">True where the 95 % interval lies above 0 and there are at least 12 subjects.</param>
public sealed record PairedResult(
    Interval Difference, double P, double HolmP, string Test, double CliffsDelta, Verdict Verdict, bool Beats);

/// <summary>Compares variants subject by subject. The unit is the subject: windows of one person are not independent.</summary>
public static class Paired
{
    /// <summary>Below this no verdict is given: the sign-flip test's smallest p is 2/2ⁿ, and a correction for several variants has to fit in.</summary>
    public const int FewestSubjects = 8;

    /// <summary>Fewest subjects for "beats".</summary>
    public const int FewestToBeat = 12;

    private const int WilcoxonFrom = 20;

    /// <summary>Compares each variant with one reference; the corrected p values count all of them as one family.</summary>
    /// <param name="variants">Scores by subject, for each variant.</param>
    /// <param name="reference">Scores by subject.</param>
    /// <param name="seed">Seed of the drawn sign flips.</param>
    /// <exception cref="ArgumentException">A variant has other subjects than the reference.</exception>
    public static IReadOnlyDictionary<string, PairedResult> Against(
        IReadOnlyDictionary<string, double> reference, IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> variants, int seed = 0)
    {
        var names = variants.Keys.Order(StringComparer.Ordinal).ToArray();
        var alone = names.Select(name => Alone(name, variants[name], reference, seed)).ToArray();
        var corrected = Holm.Correct([.. alone.Select(result => result.P)]);
        return names.Select((name, i) => (name, Result: Judge(alone[i] with { HolmP = corrected[i] })))
            .ToDictionary(x => x.name, x => x.Result, StringComparer.Ordinal);
    }

    /// <summary>How often a value of <paramref name="a"/> exceeds one of <paramref name="b"/>, minus how often it falls short, over all pairs.</summary>
    public static double CliffsDelta(IReadOnlyList<double> a, IReadOnlyList<double> b) =>
        a.Sum(x => b.Sum(y => Math.Sign(x - y))) / ((double)a.Count * b.Count);

    private static PairedResult Alone(
        string name, IReadOnlyDictionary<string, double> variant, IReadOnlyDictionary<string, double> reference, int seed)
    {
        if (variant.Count != reference.Count || !variant.Keys.All(reference.ContainsKey))
            throw new ArgumentException($"Expected '{name}' and its reference to have scores of the same subjects; got {variant.Count} and {reference.Count} subjects: compare runs of one split.");
        var subjects = reference.Keys.Order(StringComparer.Ordinal).ToArray();
        double[] a = [.. subjects.Select(s => variant[s])], b = [.. subjects.Select(s => reference[s])];
        double[] differences = [.. a.Zip(b, (x, y) => x - y)];
        var (test, p) = subjects.Length < WilcoxonFrom ? ("sign-flip", SignFlipTest.P(differences, seed)) : ("wilcoxon", WilcoxonTest.P(differences));
        return new(Interval.Of(differences), p, p, test, CliffsDelta(a, b), Verdict.NotShown, false);
    }

    private static PairedResult Judge(PairedResult result) => result with
    {
        Verdict = result.Difference.Subjects < FewestSubjects ? Verdict.TooFewSubjects
            : result.HolmP >= 0.05 ? Verdict.NotShown
            : result.Difference.Mean > 0 ? Verdict.Better : Verdict.Worse,
        Beats = result.Difference.Subjects >= FewestToBeat && result.Difference.Low > 0,
    };
}
