namespace Eegavi.Training.Splits;

/// <summary>Makes splits. The same rows in any order give the same split for a seed.</summary>
public static class Splitter
{
    /// <summary>The scheme of <see cref="SubjectFolds"/>.</summary>
    public const string SubjectFoldsScheme = "subject-folds";

    /// <summary>The scheme of <see cref="LeaveOneSubjectOut"/>.</summary>
    public const string LeaveOneOutScheme = "leave-one-subject-out";

    /// <summary>The scheme of <see cref="Mixed"/>.</summary>
    public const string MixedScheme = "mixed";

    /// <summary>Makes the split that a scheme names.</summary>
    /// <param name="scheme">One of the three schemes.</param>
    /// <param name="rowIds">Ids of the rows.</param>
    /// <param name="subjects">Their subjects.</param>
    /// <param name="folds">How many folds; leaving one subject out has as many as there are subjects.</param>
    /// <param name="seed">Seed of the permutation.</param>
    /// <exception cref="ArgumentException">No scheme has that name, or there are too few subjects or rows.</exception>
    public static Split Make(string scheme, IReadOnlyList<string> rowIds, IReadOnlyList<string> subjects, int folds, int seed) => scheme switch
    {
        SubjectFoldsScheme => SubjectFolds(subjects, folds, seed),
        LeaveOneOutScheme => LeaveOneSubjectOut(subjects),
        MixedScheme => Mixed(rowIds, folds, seed),
        _ => throw new ArgumentException($"Expected a split scheme of {SubjectFoldsScheme}, {LeaveOneOutScheme}, {MixedScheme}; got '{scheme}'."),
    };

    /// <summary>Deals the subjects, permuted, into folds: each is tested once, and fold sizes differ by at most one subject.</summary>
    /// <exception cref="ArgumentException">There are fewer subjects than folds, or fewer than 2 folds.</exception>
    public static Split SubjectFolds(IReadOnlyList<string> subjects, int folds, int seed)
    {
        var dealt = Deal(Distinct(subjects), folds, seed, "subjects");
        return new() { Scheme = SubjectFoldsScheme, Seed = seed, Folds = [.. dealt.Select((names, i) => new Fold { Index = i, TestSubjects = names })] };
    }

    /// <summary>One fold for each subject.</summary>
    /// <exception cref="ArgumentException">There are fewer than 2 subjects.</exception>
    public static Split LeaveOneSubjectOut(IReadOnlyList<string> subjects)
    {
        var names = Distinct(subjects);
        RequireEnough(names.Length, 2, "subjects");
        return new() { Scheme = LeaveOneOutScheme, Folds = [.. names.Select((name, i) => new Fold { Index = i, TestSubjects = [name] })] };
    }

    /// <summary>
    /// Deals rows without regard to subjects. It measures how well persons are recognised along with everything else, so comparisons refuse
    /// it unless they are told to allow it.
    /// </summary>
    /// <exception cref="ArgumentException">There are fewer rows than folds, or fewer than 2 folds.</exception>
    public static Split Mixed(IReadOnlyList<string> rowIds, int folds, int seed)
    {
        var dealt = Deal(Distinct(rowIds), folds, seed, "rows");
        return new() { Scheme = MixedScheme, Seed = seed, Folds = [.. dealt.Select((ids, i) => new Fold { Index = i, TestRows = ids })] };
    }

    private static string[] Distinct(IReadOnlyList<string> names) => [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IEnumerable<string[]> Deal(string[] names, int folds, int seed, string what)
    {
        if (folds < 2) throw new ArgumentException($"Expected at least 2 folds; got {folds}.");
        RequireEnough(names.Length, folds, what);
        new Random(seed).Shuffle(names);
        return Enumerable.Range(0, folds).Select(fold => names.Where((_, i) => i % folds == fold).Order(StringComparer.Ordinal).ToArray()).ToArray();
    }

    private static void RequireEnough(int there, int needed, string what)
    {
        if (there < needed) throw new ArgumentException($"Expected at least {needed} {what} for {needed} folds; got {there}: use fewer folds.");
    }
}
