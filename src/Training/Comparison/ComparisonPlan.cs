using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Eegavi.Data.Manifests;
using Eegavi.Models;
using Eegavi.Plugins;
using Eegavi.Training.Runs;
using Eegavi.Training.Splits;
using static TorchSharp.torch;

namespace Eegavi.Training.Comparison;

/// <summary>A study with its split and its cells.</summary>
/// <param name="Spec">The study.</param>
/// <param name="Split">Who is tested when.</param>
/// <param name="Cells">Every variant with every seed on every fold.</param>
public sealed record StudyPlan(StudySpec Spec, Split Split, IReadOnlyList<Cell> Cells);

/// <summary>A comparison expanded into its cells, each of which was checked: its configuration binds, its model builds and takes the data.</summary>
public sealed partial class ComparisonPlan
{
    private readonly Workbench _bench;
    private readonly List<string> _errors = [];

    private ComparisonPlan(Workbench bench) => _bench = bench;

    /// <summary>The studies.</summary>
    public IReadOnlyList<StudyPlan> Studies { get; private set; } = [];

    /// <summary>All cells.</summary>
    public IReadOnlyList<Cell> Cells => [.. Studies.SelectMany(study => study.Cells)];

    /// <summary>Expands and checks a comparison. Nothing is trained.</summary>
    /// <param name="spec">What to compare.</param>
    /// <param name="bench">Reads configuration, opens data, makes parts.</param>
    /// <exception cref="ConfigurationException">Every error of every study.</exception>
    public static ComparisonPlan Make(ComparisonSpec spec, Workbench bench)
    {
        var plan = new ComparisonPlan(bench);
        foreach (var name in spec.Studies.GroupBy(s => s.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
            plan._errors.Add($"studies: expected names that differ; got {name.Count()} called '{name.Key}'.");
        plan.Studies = [.. spec.Studies.Select((study, i) => plan.Expand(study, $"studies[{i}]")).OfType<StudyPlan>()];
        ConfigurationException.ThrowIfAny(plan._errors);
        return plan;
    }

    private StudyPlan? Expand(StudySpec study, string path)
    {
        CheckNames(study, path);
        if (!study.Variants.ContainsKey(study.Reference)) return null;
        var runs = study.Variants.OrderBy(v => v.Key, StringComparer.Ordinal)
            .ToDictionary(v => v.Key, v => (JsonObject)JsonMergePatch.Apply(study.Base, v.Value)!, StringComparer.Ordinal);
        var (before, sources, taught) = (_errors.Count, new Dictionary<string, IBatchSource>(StringComparer.Ordinal), new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal));
        foreach (var (name, run) in runs)
            Try($"{path}.variants.{name}", () => (sources[name], taught[name]) = Check(study, run));
        if (_errors.Count > before) return null;

        Split? split = null;
        Try($"{path}.split", () => split = MakeSplit(study, sources[study.Reference]));
        foreach (var (name, source) in sources)
            Try($"{path}.variants.{name}", () => CheckSplit(study, split, source, taught[name]));
        return _errors.Count > before ? null : new(study, split!, [.. runs.SelectMany(run => CellsOf(study, run.Key, run.Value, split!, InitialWeights.AddTo(sources[run.Key].Fingerprint, _bench.Read(run.Value).Init)))]);
    }

    private static IEnumerable<Cell> CellsOf(StudySpec study, string variant, JsonObject run, Split split, string data) =>
        from seed in study.Seeds
        from fold in split.Folds
        select new Cell
        {
            Study = study.Name,
            Variant = variant,
            Seed = seed,
            Fold = fold,
            Head = study.ScoredHead,
            Label = study.Label,
            Run = (JsonObject)JsonMergePatch.Apply(run, new JsonObject { ["training"] = new JsonObject { ["seed"] = seed } })!,
            Data = data,
        };

    private void CheckNames(StudySpec study, string path)
    {
        var known = string.Join(", ", study.Variants.Keys.Order(StringComparer.Ordinal));
        foreach (var name in study.Variants.Keys.Append(study.Name).Where(name => !FolderName().IsMatch(name)))
            _errors.Add($"{path}: expected names of letters, digits, dashes, dots and underscores (they name folders); got '{name}'.");
        foreach (var (key, name) in study.SingleModalities.Select(s => ("singleModalities", s)).Append(("reference", study.Reference)).Concat(study.Ceilings.Keys.Select(c => ("ceilings", c))))
        {
            if (!study.Variants.ContainsKey(name)) _errors.Add($"{path}.{key}: expected one of the variants {known}; got '{name}'.");
        }
        if (study.Seeds.Distinct().Count() != study.Seeds.Count) _errors.Add($"{path}.seeds: expected seeds that differ; got {string.Join(", ", study.Seeds)}.");
    }

    // A pass over two rows finds widths that do not fit before an hour of other cells has run.
    private (IBatchSource, IReadOnlySet<string>) Check(StudySpec study, JsonObject run)
    {
        using var session = RunSession.Open(_bench, run);
        var source = session.Data;
        LabelLeaks.CheckMetric(session.Model.Spec, study.Label, source);
        int[] rows = [.. Enumerable.Range(0, Math.Min(2, source.RowIds.Count))];
        Evaluator.Predict(session.Model, source, rows, study.ScoredHead, study.Label);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var batch = session.Lessons.Make(rows).To(session.Model.Device);
        if (session.Objective.NeedsAverage) batch = Objective.WithAverage(batch, session.Model.call(batch));
        batch = session.Objective.Prepare(batch);
        session.Objective.call(session.Model.call(batch), batch);
        return (session.Lessons, session.Taught);
    }

    private static Split MakeSplit(StudySpec study, IBatchSource source)
    {
        var scheme = study.Split.Scheme;
        if (scheme == Splitter.MixedScheme && !study.Split.AllowSharedSubjects)
            throw new ArgumentException("expected a split by subject; got 'mixed', which tests on persons whose other rows were trained on: set allowSharedSubjects to measure just that.");
        return Splitter.Make(scheme, source.RowIds, source.Subjects, study.Split.Folds, study.Split.Seed);
    }

    private static void CheckSplit(StudySpec study, Split? split, IBatchSource source, IReadOnlySet<string> taught)
    {
        if (taught.FirstOrDefault(source.Subjects.Contains) is { } subject)
            throw new ArgumentException($"expected teachers and initial weights that know none of the subjects, since every subject is tested once; one was trained on '{subject}', and would leak what it knows.");
        if (split is null || study.Split.AllowSharedSubjects) return;
        ConfigurationException.ThrowIfAny(split.Problems(source.RowIds, source.Subjects));
    }

    private void Try(string path, Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is ConfigurationException or DataProblemsException or ArgumentException or InvalidOperationException or InvalidDataException
            or IOException or KeyNotFoundException or ExternalException)
        {
            _errors.AddRange(error.Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => $"{path}: {line}"));
        }
    }

    [GeneratedRegex(@"^[\p{L}\p{Nd}][\p{L}\p{Nd}._+-]*$")]
    private static partial Regex FolderName();
}
