using System.Globalization;
using Eegavi.Training.Comparison;
using Eegavi.Training.Metrics;
using Eegavi.Training.Statistics;

namespace Eegavi.Samples.Acceptance;

/// <summary>One data seed: all studies of <c>experiment.json</c>, held to what the planted truth demands.</summary>
internal sealed class Repetition(ComparisonReport report)
{
    /// <summary>Everything that did not come out as it must; empty = success.</summary>
    public IReadOnlyList<string> Faults() => [.. Strict(), .. Ties(), .. Trap()];

    /// <summary>Scores more than two standard errors above their ceiling. Of forty variants that stand at their ceiling one is there by chance: to be read, not counted.</summary>
    public IEnumerable<string> Flags() => report.Studies.SelectMany(s => s.Variants.Values.Where(v => v.AboveCeiling)
        .Select(v => Text($"{s.Name} {v.Name} {v.BalancedAccuracy!.Mean:.000} above its ceiling {v.Ceiling:.000}")));

    /// <summary>Balanced accuracy of each variant, study by study.</summary>
    public IEnumerable<(string Study, string Variant, double Score)> Scores() =>
        report.Studies.SelectMany(study => study.Variants.Values.Select(v => (study.Name, v.Name, v.BalancedAccuracy?.Mean ?? double.NaN)));

    // All strict contrasts of a repetition are one family.
    private IEnumerable<string> Strict()
    {
        var differences = Contrasts.Strict.Select(Differences).ToList();
        var p = Holm.Correct([.. differences.Select(d => SignFlipTest.Of([d]).P[0])]);
        return Contrasts.Strict.Select((contrast, i) => (contrast, mean: differences[i].Average(), p: p[i])).Where(c => c.p >= 0.05 || c.mean <= 0)
            .Select(c => Text($"{c.contrast.Study}: {c.contrast.Better} over {c.contrast.Worse}{(c.contrast.ByAuroc ? " by AUROC" : "")}: {c.mean:+0.000;-0.000}, p {c.p:0.000}"));
    }

    private IEnumerable<string> Ties()
    {
        var scores = Contrasts.Ties.SelectMany(t => new[] { t.Variant, t.Reference }).Distinct().ToDictionary(name => name, name => BySubject("R", name, byAuroc: false));
        return Contrasts.Ties.Zip(Paired.Compare(Contrasts.Ties, scores)).Where(t => t.Second.Verdict != Verdict.NotShown && Math.Abs(t.Second.Difference.Mean) > Contrasts.LargestTie)
            .Select(t => Text($"R: {t.First.Variant} and {t.First.Reference} are told apart: {t.Second.Difference.Mean:+0.000;-0.000}"));
    }

    // Labels permuted between subjects are drawn as these were: what they allow is chance.
    private IEnumerable<string> Trap()
    {
        var variants = Study("L").Variants.Keys.ToList();
        var test = SignFlipTest.Of([.. variants.Select(name => BySubject("L", name, byAuroc: false).Values.Select(score => score - 0.5).ToArray())]);
        return variants.Where((name, i) => test.CorrectedP[i] <= 0.05 && Study("L").Variants[name].BalancedAccuracy!.Mean > 0.5).Select(name => $"L: {name} is better than chance");
    }

    private double[] Differences(Contrast contrast)
    {
        var (better, worse) = (BySubject(contrast.Study, contrast.Better, contrast.ByAuroc), BySubject(contrast.Study, contrast.Worse, contrast.ByAuroc));
        return [.. better.Keys.Order(StringComparer.Ordinal).Select(subject => better[subject] - worse[subject])];
    }

    private IReadOnlyDictionary<string, double> BySubject(string study, string variant, bool byAuroc) =>
        Study(study).Variants[variant].Subjects.ToDictionary(s => s.Key, s => Score(s.Value, byAuroc));

    private static double Score(ClassificationScores scores, bool byAuroc) =>
        byAuroc ? scores.Auroc ?? throw new InvalidDataException("Expected two classes for each subject; got one.") : scores.BalancedAccuracy;

    private StudyReport Study(string name) => report.Studies.FirstOrDefault(s => s.Name == name)
        ?? throw new InvalidDataException($"Expected the study '{name}' in the results; got {string.Join(", ", report.Studies.Select(s => s.Name))}: compare samples/Acceptance/experiment.json.");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
