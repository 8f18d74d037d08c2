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

    /// <summary>What a reader must know before believing the figures.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    internal static StudyReport Of(StudyPlan plan, Func<Cell, CellResult> result)
    {
        var study = plan.Spec;
        var variants = plan.Cells.GroupBy(cell => cell.Variant, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => VariantReport.Of(g.Key, [.. g.Select(result)], study), StringComparer.Ordinal);
        var best = study.SingleModalities.Where(name => variants[name].Scored).MaxBy(name => variants[name].BalancedAccuracy!.Mean);
        foreach (var (name, paired) in Compare(variants, study.Reference)) variants[name] = variants[name] with { AgainstReference = paired };
        foreach (var (name, paired) in Compare(variants, best)) variants[name] = variants[name] with { AgainstBestSingleModality = paired };
        return new()
        {
            Name = study.Name,
            Label = study.Label,
            Split = plan.Split.Scheme,
            Folds = plan.Split.Folds.Count,
            Seeds = study.Seeds,
            Reference = study.Reference,
            BestSingleModality = best,
            Variants = variants,
            Warnings = [.. Warn(plan, variants)],
        };
    }

    private static IEnumerable<(string, PairedResult)> Compare(Dictionary<string, VariantReport> variants, string? reference)
    {
        if (reference is null || !variants[reference].Scored) return [];
        var others = variants.Values.Where(v => v.Scored && v.Name != reference).ToDictionary(v => v.Name, Scores, StringComparer.Ordinal);
        return [.. Paired.Against(Scores(variants[reference]), others).Select(pair => (pair.Key, pair.Value))];
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
