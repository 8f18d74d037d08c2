using System.Globalization;
using Eegavi.Training.Comparison;
using Eegavi.Training.Statistics;
using Spectre.Console;

namespace Eegavi.Cli.Output;

/// <summary>Shows what a study came to.</summary>
internal static class ComparisonTable
{
    private const string Leak = "but above its ceiling: leak?";

    public static void Write(StudyReport study, IAnsiConsole screen)
    {
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle(Markup.Escape(Title(study))) };
        string[] columns = ["variant", "balanced accuracy", "AUROC", "chance", "ceiling", "way to ceiling", $"against {study.Reference}", .. Best(study), "parameters", "ms/step", "peak MiB"];
        foreach (var column in columns) table.AddColumn(new TableColumn(Markup.Escape(column)) { NoWrap = column == "variant" });
        foreach (var variant in study.Variants.Values.OrderBy(v => v.BalancedAccuracy?.Mean ?? -1)) table.AddRow([.. Row(study, variant).Select(cell => new Markup(cell))]);
        screen.Write(table);
        if (study.Variants.Values.Any(v => v.AgainstReference?.Difference.Low is not null))
            screen.WriteLine($"Differences between variants: 95 % intervals that hold for all {study.Comparisons} comparisons of the study together.");
        foreach (var line in Verdicts(study)) screen.WriteLine(line);
        foreach (var warning in study.Warnings) screen.MarkupLine($"[yellow]! {Markup.Escape(warning)}[/]");
        screen.WriteLine();
    }

    private static string Title(StudyReport study) =>
        $"{study.Name}: label {study.Label}, {study.Split}, {study.Folds} folds, {study.Variants.Values.Max(v => v.Subjects.Count)} subjects, {study.Seeds.Count} seed(s)";

    private static IEnumerable<string> Best(StudyReport study) =>
        study.BestSingleModality is { } best && best != study.Reference ? [$"against {best}"] : [];

    private static IEnumerable<string> Row(StudyReport study, VariantReport variant)
    {
        yield return Markup.Escape(variant.Name);
        yield return variant.BalancedAccuracy is { } score ? $"[bold]{Three(score.Mean)}[/] {Range(score)}{WithoutTables(variant)}" : "[red]failed[/]";
        yield return variant.Auroc is { } area ? Three(area.Mean) : "–";
        yield return Three(variant.Chance);
        yield return Three(variant.Ceiling);
        yield return variant.ShareOfCeiling is { } share ? string.Create(CultureInfo.InvariantCulture, $"{share:P0}") : "–";
        yield return Against(variant.AgainstReference);
        if (Best(study).Any()) yield return Against(variant.AgainstBestSingleModality);
        yield return variant.Parameters.ToString("N0", CultureInfo.InvariantCulture);
        yield return variant.MillisecondsPerStep.ToString("F1", CultureInfo.InvariantCulture);
        yield return (variant.PeakMemoryBytes >> 20).ToString(CultureInfo.InvariantCulture);
    }

    private static string WithoutTables(VariantReport variant) => variant.WithoutSidecars is { } hidden ? $"; without tables {Three(hidden.Mean)} {Range(hidden)}" : "";

    private static string Against(PairedResult? paired)
    {
        if (paired is null) return "–";
        var mark = paired switch
        {
            { Beats: true, AboveCeiling: true } => $"[yellow]beats, {Leak}[/]",
            { Beats: true } => "[green]beats[/]",
            { Verdict: Verdict.Worse } => "[red]worse[/]",
            { Verdict: Verdict.TooFewSubjects } => "too few",
            _ => "",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{paired.Difference.Mean:+0.000;-0.000} {Range(paired.Difference)} {mark}").TrimEnd();
    }

    private static IEnumerable<string> Verdicts(StudyReport study)
    {
        var fusions = study.Variants.Values.Where(v => v.AgainstReference is not null).ToList();
        yield return Sentence($"Beats {study.Reference}", fusions.Where(v => v.AgainstReference!.Beats), v => v.AgainstReference!);
        if (study.BestSingleModality is { } best && best != study.Reference)
            yield return Sentence($"Beats the best single modality, {best}", study.Variants.Values.Where(v => v.AgainstBestSingleModality?.Beats == true), v => v.AgainstBestSingleModality!);
    }

    private static string Sentence(string what, IEnumerable<VariantReport> winners, Func<VariantReport, PairedResult> of)
    {
        var names = winners.OrderByDescending(v => of(v).Difference.Mean).Select(v => string.Create(CultureInfo.InvariantCulture,
            $"{v.Name} by {of(v).Difference.Mean:0.000}{(v.AboveCeiling ? $" ({Leak})" : v.ShareOfCeiling is { } share ? $" ({share:P0} of the way from chance to its ceiling)" : "")}")).ToList();
        return names.Count == 0 ? $"{what}: none." : $"{what}: {string.Join("; ", names)}.";
    }

    private static string Range(Interval interval) => interval is { Low: { } low, High: { } high }
        ? Markup.Escape(string.Create(CultureInfo.InvariantCulture, $"[{low:+0.000;-0.000;0.000}, {high:+0.000;-0.000;0.000}]").Replace("+", interval.Mean is >= 0 and <= 1 && low >= 0 ? "" : "+", StringComparison.Ordinal)) : "";

    private static string Three(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "–";
}
