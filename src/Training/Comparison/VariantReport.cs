using Eegavi.Training.Metrics;
using Eegavi.Training.Statistics;

namespace Eegavi.Training.Comparison;

/// <summary>What a variant came to. Intervals are over subjects; a subject's score is the mean over seeds.</summary>
public sealed record VariantReport
{
    /// <summary>Name of the variant.</summary>
    public required string Name { get; init; }

    /// <summary>Balanced accuracy; null where a run failed.</summary>
    public Interval? BalancedAccuracy { get; init; }

    /// <summary>Balanced accuracy where the tables that the model reads are hidden; null where it reads none.</summary>
    public Interval? WithoutSidecars { get; init; }

    /// <summary>Area under the ROC curve; null where no subject has two classes.</summary>
    public Interval? Auroc { get; init; }

    /// <summary>Balanced accuracy of guessing: one over the number of classes that occur.</summary>
    public double? Chance { get; init; }

    /// <summary>The best balanced accuracy that is possible, where the study says.</summary>
    public double? Ceiling { get; init; }

    /// <summary>How much of the way from chance to the ceiling was made; null without a ceiling above chance.</summary>
    public double? ShareOfCeiling { get; init; }

    /// <summary>True where the score is above its ceiling by more than two standard errors: a leak, or a wrong ceiling.</summary>
    public bool AboveCeiling { get; init; }

    /// <summary>Difference to the reference; null for the reference itself.</summary>
    public PairedResult? AgainstReference { get; init; }

    /// <summary>Difference to the best single modality; null for that one itself.</summary>
    public PairedResult? AgainstBestSingleModality { get; init; }

    /// <summary>Scores over all tested rows of all seeds together.</summary>
    public ClassificationScores? Pooled { get; init; }

    /// <summary>Rows by true class, then predicted class, over all seeds.</summary>
    public IReadOnlyList<IReadOnlyList<long>>? Confusion { get; init; }

    /// <summary>Scores of each subject, mean over seeds.</summary>
    public IReadOnlyDictionary<string, ClassificationScores> Subjects { get; init; } = new Dictionary<string, ClassificationScores>();

    /// <summary>Parameters that were trained.</summary>
    public long Parameters { get; init; }

    /// <summary>Median over runs of the median time of a training step.</summary>
    public double MillisecondsPerStep { get; init; }

    /// <summary>Largest resident memory of a process while it trained this variant.</summary>
    public long PeakMemoryBytes { get; init; }

    /// <summary>Time of all runs together.</summary>
    public double Seconds { get; init; }

    /// <summary>Why runs failed; empty where none did.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>True where every run succeeded.</summary>
    internal bool Scored => BalancedAccuracy is not null;

    internal static VariantReport Of(string name, IReadOnlyList<CellResult> results, StudySpec study)
    {
        var times = results.Select(r => r.MillisecondsPerStep).Order().ToArray();
        var cost = new VariantReport
        {
            Name = name,
            Ceiling = study.Ceilings.TryGetValue(name, out var ceiling) ? ceiling : null,
            Parameters = results.Max(r => r.Parameters),
            MillisecondsPerStep = times[times.Length / 2],
            PeakMemoryBytes = results.Max(r => r.PeakMemoryBytes),
            Seconds = results.Sum(r => r.Seconds),
            Errors = [.. results.Select(r => r.Error).OfType<string>()],
            WithoutSidecars = Hidden([.. results.Select(r => r.WithoutSidecars).OfType<Predictions>()]),
        };
        return cost.Errors.Count > 0 ? cost : cost.Score([.. results.Select(r => r.Predictions).OfType<Predictions>()]);
    }

    private VariantReport Score(IReadOnlyList<Predictions> runs)
    {
        float[][] logits = [.. runs.SelectMany(r => r.Logits)];
        int[] targets = [.. runs.SelectMany(r => r.Targets)];
        var subjects = BySubject(runs);
        var scored = this with
        {
            BalancedAccuracy = Interval.Of([.. subjects.Values.Select(s => s.BalancedAccuracy)]),
            Auroc = subjects.Values.Select(s => s.Auroc).OfType<double>().ToArray() is { Length: > 0 } areas ? Interval.Of(areas) : null,
            Chance = 1.0 / targets.Distinct().Count(),
            Pooled = Classification.Score(logits, targets),
            Confusion = Classification.Confusion(logits, targets).Counts,
            Subjects = subjects,
        };
        return scored.WithCeiling();
    }

    private static Dictionary<string, ClassificationScores> BySubject(IReadOnlyList<Predictions> runs) => runs.SelectMany(r => Classification.BySubject(r.Logits, r.Targets, r.Subjects))
        .GroupBy(s => s.Key, s => s.Value, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => Mean([.. g]), StringComparer.Ordinal);

    private static Interval? Hidden(IReadOnlyList<Predictions> runs) => runs.Count == 0 ? null : Interval.Of([.. BySubject(runs).Values.Select(s => s.BalancedAccuracy)]);

    private VariantReport WithCeiling()
    {
        if (Ceiling is not { } ceiling || BalancedAccuracy is not { } score || Chance is not { } chance) return this;
        return this with
        {
            ShareOfCeiling = ceiling > chance ? (score.Mean - chance) / (ceiling - chance) : null,
            AboveCeiling = score.StandardError is { } error && score.Mean > ceiling + 2 * error,
        };
    }

    private static ClassificationScores Mean(IReadOnlyList<ClassificationScores> seeds) => new(
        seeds[0].Rows, seeds.Average(s => s.BalancedAccuracy), seeds.Average(s => s.MacroF1), seeds.Average(s => s.Auroc),
        seeds.Average(s => s.CrossEntropy), seeds.Average(s => s.Kappa));
}
