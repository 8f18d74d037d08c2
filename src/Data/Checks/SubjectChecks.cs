using Eegavi.Data.Manifests;

namespace Eegavi.Data.Checks;

/// <summary>Looks for ways in which a model could read a label from who somebody is.</summary>
public static class SubjectChecks
{
    // Mean of χ² is its degrees of freedom k, its variance 2k: four deviations are far beyond chance.
    private const double Deviations = 4;

    /// <summary>Labels whose share of +1 differs between subjects by more than chance.</summary>
    /// <returns>A sentence for each such label.</returns>
    public static IEnumerable<string> LabelsThatTellSubjects(IReadOnlyList<Trial> trials)
    {
        foreach (var name in trials.SelectMany(t => t.Labels.Keys).Distinct().Order(StringComparer.Ordinal))
        {
            var subjects = trials.Where(t => t.Labels.ContainsKey(name)).GroupBy(t => t.Subject).Select(g => (Share: g.Average(t => t.Labels[name] == 1 ? 1.0 : 0), Count: g.Count())).ToList();
            var share = subjects.Sum(s => s.Share * s.Count) / subjects.Sum(s => s.Count);
            if (subjects.Count < 2 || share is 0 or 1) continue;
            var chi2 = subjects.Sum(s => s.Count * Math.Pow(s.Share - share, 2) / (share * (1 - share)));
            var freedom = subjects.Count - 1;
            if (chi2 > freedom + Deviations * Math.Sqrt(2 * freedom))
                yield return $"label '{name}': its share of +1 runs from {subjects.Min(s => s.Share):0.00} to {subjects.Max(s => s.Share):0.00} between subjects; a model that recognises people scores well when windows of one subject are on both sides: split by subject.";
        }
    }

    /// <summary>What is wrong with a split: subjects or trials on several sides, windows that overlap across sides.</summary>
    /// <param name="trials">The trials.</param>
    /// <param name="sides">Names of the sides (train, validation, test) with their trial ids.</param>
    /// <returns>Sentences; none for a clean split by subject.</returns>
    public static IEnumerable<string> SplitProblems(IReadOnlyList<Trial> trials, IReadOnlyDictionary<string, IReadOnlyList<string>> sides)
    {
        var byId = trials.ToDictionary(t => t.Id);
        var placed = sides.SelectMany(s => s.Value.Select(id => (Side: s.Key, Id: id))).ToList();
        foreach (var unknown in placed.Where(p => !byId.ContainsKey(p.Id)))
            yield return $"{unknown.Side}: expected ids of the data set; '{unknown.Id}' is not one of them.";
        var known = placed.Where(p => byId.ContainsKey(p.Id)).Select(p => (p.Side, Trial: byId[p.Id])).ToList();
        foreach (var twice in known.GroupBy(p => p.Trial.Id).Where(g => g.Count() > 1))
            yield return $"expected each trial on one side; '{twice.Key}' is in {string.Join(" and ", twice.Select(t => t.Side))}.";
        var mixed = known.GroupBy(p => p.Trial.Subject).Select(g => (Subject: g.Key, Sides: g.Select(p => p.Side).Distinct().ToList())).Where(g => g.Sides.Count > 1).ToList();
        if (mixed.Count > 0)
            yield return $"expected each subject on one side; {mixed.Count} are on several ({string.Join(", ", mixed.Take(3).Select(m => $"{m.Subject} in {string.Join(" and ", m.Sides)}"))}{(mixed.Count > 3 ? ", …" : "")}): the score would measure who somebody is; split by subject.";
        foreach (var (first, second) in Crossing(known))
            yield return $"expected no overlap across sides; '{first}' and '{second}' share seconds.";
    }

    private static IEnumerable<(string, string)> Crossing(List<(string Side, Trial Trial)> placed) =>
        from recording in placed.GroupBy(p => p.Trial.Recording)
        let ordered = recording.OrderBy(p => p.Trial.StartSeconds).ToList()
        from pair in ordered.Zip(ordered.Skip(1))
        where pair.First.Side != pair.Second.Side && pair.First.Trial.Id != pair.Second.Trial.Id && pair.Second.Trial.StartSeconds < pair.First.Trial.StopSeconds - 1e-9
        select (pair.First.Trial.Id, pair.Second.Trial.Id);
}
