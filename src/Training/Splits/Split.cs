using System.Text.Json;

namespace Eegavi.Training.Splits;

/// <summary>A named division of a data set, which can be looked at, saved and used again.</summary>
public sealed record Split
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>How it was made: <c>subject-folds</c>, <c>leave-one-subject-out</c> or <c>mixed</c>.</summary>
    public required string Scheme { get; init; }

    /// <summary>Seed of the permutation; 0 where there is none.</summary>
    public int Seed { get; init; }

    /// <summary>The folds.</summary>
    public required IReadOnlyList<Fold> Folds { get; init; }

    /// <summary>Checks the split against the rows it is to divide.</summary>
    /// <param name="rowIds">Ids of the rows.</param>
    /// <param name="subjects">Their subjects.</param>
    /// <returns>One sentence for each thing wrong: a subject on both sides of a fold, a row tested twice or never. Empty = sound.</returns>
    public IReadOnlyList<string> Problems(IReadOnlyList<string> rowIds, IReadOnlyList<string> subjects)
    {
        var problems = new List<string>();
        var tested = new int[rowIds.Count];
        foreach (var fold in Folds)
        {
            var (train, test) = fold.Divide(rowIds, subjects);
            foreach (var row in test) tested[row]++;
            var shared = train.Select(i => subjects[i]).Intersect(test.Select(i => subjects[i]), StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
            if (shared.Length > 0)
                problems.Add($"Fold {fold.Index} trains and tests on the same {(shared.Length == 1 ? "subject" : $"{shared.Length} subjects")} ({string.Join(", ", shared.Take(3))}{(shared.Length > 3 ? ", …" : "")}): a model can score by recognising persons. Split by subject.");
        }
        Add(problems, tested.Count(n => n == 0), "is never tested", "are never tested");
        Add(problems, tested.Count(n => n > 1), "is tested more than once", "are tested more than once");
        return problems;
    }

    /// <summary>The split as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Format);

    /// <summary>Reads a split that <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static Split FromJson(string json) =>
        JsonSerializer.Deserialize<Split>(json, Format) ?? throw new JsonException("Expected a split with a scheme and folds; got null.");

    private static void Add(List<string> problems, int rows, string one, string many)
    {
        if (rows > 0) problems.Add(rows == 1 ? $"1 row {one}." : $"{rows} rows {many}.");
    }
}
