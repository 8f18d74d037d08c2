namespace Eegavi.Training.Splits;

/// <summary>One division of the rows into those trained on and those tested.</summary>
public sealed record Fold
{
    /// <summary>Number of the fold, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Subjects that are tested; all their rows are. Empty in a mixed split.</summary>
    public IReadOnlyList<string> TestSubjects { get; init; } = [];

    /// <summary>Rows that are tested, by id; only a mixed split names them.</summary>
    public IReadOnlyList<string> TestRows { get; init; } = [];

    /// <summary>Divides rows.</summary>
    /// <param name="rowIds">Ids of the rows.</param>
    /// <param name="subjects">Their subjects.</param>
    /// <returns>Places in <paramref name="rowIds"/>, in order.</returns>
    /// <exception cref="ArgumentException">Nothing is left to train on, nothing to test, or the fold names a subject or row that is not there.</exception>
    public (int[] Train, int[] Test) Divide(IReadOnlyList<string> rowIds, IReadOnlyList<string> subjects)
    {
        RequireKnown(TestSubjects, subjects, "subjects");
        RequireKnown(TestRows, rowIds, "rows");
        var (names, rows) = (TestSubjects.ToHashSet(StringComparer.Ordinal), TestRows.ToHashSet(StringComparer.Ordinal));
        var divided = Enumerable.Range(0, rowIds.Count).ToLookup(i => names.Contains(subjects[i]) || rows.Contains(rowIds[i]));
        if (!divided[true].Any() || !divided[false].Any())
            throw new ArgumentException($"Expected fold {Index} to leave rows on both sides; got {divided[false].Count()} to train on and {divided[true].Count()} to test.");
        return ([.. divided[false]], [.. divided[true]]);
    }

    private void RequireKnown(IReadOnlyList<string> named, IReadOnlyList<string> there, string what)
    {
        var missing = named.Except(there, StringComparer.Ordinal).Take(3).ToArray();
        if (missing.Length > 0)
            throw new ArgumentException($"Expected the {what} of fold {Index} to be in the data; got none called {string.Join(", ", missing)}: the split belongs to other data.");
    }
}
