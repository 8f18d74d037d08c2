using Eegavi.Training.Statistics;

namespace Eegavi.Training.Comparison;

/// <summary>What a study came to.</summary>
public sealed record StudyReport
{
    /// <summary>Name of the study.</summary>
    public required string Name { get; init; }

    /// <summary>The label that was predicted.</summary>
    public required string Label { get; init; }

    /// <summary>How rows were divided, for example <c>subject-folds</c>.</summary>
    public required string Split { get; init; }

    /// <summary>How many folds.</summary>
    public required int Folds { get; init; }

    /// <summary>The seeds.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>The variant that all others are compared with.</summary>
    public required string Reference { get; init; }

    /// <summary>Of the variants that see one modality alone, the one with the highest balanced accuracy; null where the study names none.</summary>
    public string? BestSingleModality { get; init; }

    /// <summary>The variants, by name.</summary>
    public required IReadOnlyDictionary<string, VariantReport> Variants { get; init; }

    /// <summary>
    /// How many differences the study looks at: each variant against the reference and against every single modality, since the best of these is
    /// only known afterwards. Intervals and corrected p values hold for all of them together.
    /// </summary>
    public int Comparisons { get; init; }

    /// <summary>What a reader must know before believing the figures.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    internal static StudyReport Of(StudyPlan plan, Func<Cell, CellResult> result)
    {
        var study = plan.Spec;
        var variants = plan.Cells.GroupBy(cell => cell.Variant, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => VariantReport.Of(g.Key, [.. g.Select(result)], study), StringComparer.Ordinal);
        var best = study.SingleModalities.Where(name => variants[name].Scored).MaxBy(name => variants[name].BalancedAccuracy!.Mean);
        var comparisons = Compare(variants, study, best);
        return new()
        {
            Name = study.Name,
            Label = study.Label,
            Split = plan.Split.Scheme,
            Folds = plan.Split.Folds.Count,
            Seeds = study.Seeds,
            Reference = study.Reference,
            BestSingleModality = best,
            Comparisons = comparisons,
            Variants = variants,
            Warnings = [.. Warn(plan, variants)],
        };
    }

    // Writes what is reported into the variants; gives the size of the family.
    private static int Compare(Dictionary<string, VariantReport> variants, StudySpec study, string? best)
    {
        var scores = variants.Values.Where(v => v.Scored).ToDictionary(v => v.Name, Scores, StringComparer.Ordinal);
        var references = study.SingleModalities.Prepend(study.Reference).Where(scores.ContainsKey).Distinct().ToArray();
        var pairs = references.SelectMany(reference => scores.Keys.Where(name => name != reference), (reference, variant) => (Variant: variant, Reference: reference)).ToArray();
        foreach (var (pair, result) in pairs.Zip(Paired.Compare(pairs, scores)))
        {
            var variant = variants[pair.Variant];
            var paired = result with { AboveCeiling = variant.AboveCeiling };
            if (pair.Reference == study.Reference) variant = variant with { AgainstReference = paired };
            if (pair.Reference == best) variant = variant with { AgainstBestSingleModality = paired };
            variants[pair.Variant] = variant;
        }
        // Two of the references meet twice, once from either side.
        return pairs.Length - references.Length * (references.Length - 1) / 2;
    }

    private static IReadOnlyDictionary<string, double> Scores(VariantReport variant) =>
        variant.Subjects.ToDictionary(s => s.Key, s => s.Value.BalancedAccuracy, StringComparer.Ordinal);

    private static IEnumerable<string> Warn(StudyPlan plan, Dictionary<string, VariantReport> variants)
    {
        if (plan.Spec.Split.AllowSharedSubjects && plan.Split.Folds.Any(fold => fold.TestRows.Count > 0))
            yield return "Persons are on both sides of the split: scores say nothing of new persons.";
        var subjects = variants.Values.Where(v => v.Scored).Select(v => v.Subjects.Count).DefaultIfEmpty().Max();
        if (subjects < Paired.FewestSubjects) yield return $"{subjects} test subjects: no verdict is given below {Paired.FewestSubjects}.";
        else if (subjects < Paired.FewestToBeat) yield return $"{subjects} test subjects: \"beats\" needs {Paired.FewestToBeat}.";
        foreach (var variant in variants.Values.Where(v => v.Errors.Count > 0)) yield return $"{variant.Name}: {variant.Errors.Count} runs failed: {variant.Errors[0]}";
        foreach (var variant in variants.Values.Where(v => v.AboveCeiling)) yield return $"{variant.Name}: above its ceiling: leak?";
    }
}
