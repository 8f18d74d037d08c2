namespace Eegavi.Training;

/// <summary>Puts rows together in batches.</summary>
internal static class Sampling
{
    /// <summary>The batches of one epoch in a random order. A batch of a single row is left out: most losses need two.</summary>
    /// <param name="rows">The rows to draw from.</param>
    /// <param name="subjects">The subject of every row of the source.</param>
    /// <param name="spec">Batch size, sampler and seed.</param>
    /// <param name="epoch">The order depends on the seed and the epoch alone, so that an interrupted epoch can be taken up.</param>
    public static int[][] Batches(IReadOnlyList<int> rows, IReadOnlyList<string> subjects, TrainingSpec spec, int epoch)
    {
        var random = new Random(Seeds.Of(spec.Seed, epoch));
        int[][] batches = [.. Groups(rows, subjects, spec).SelectMany(group => Shuffled(group, random).Chunk(spec.BatchSize)).Where(batch => batch.Length > 1)];
        // One subject after the other would be a curriculum.
        if (spec.Sampler == BatchSampler.WithinSubject) random.Shuffle(batches);
        return batches;
    }

    /// <summary>How many batches an epoch has.</summary>
    /// <exception cref="ArgumentException">It has none.</exception>
    public static int Count(IReadOnlyList<int> rows, IReadOnlyList<string> subjects, TrainingSpec spec)
    {
        var count = Batches(rows, subjects, spec, epoch: 0).Length;
        return count > 0 ? count : throw new ArgumentException($"Expected at least 2 rows to train on together; got {rows.Count} rows with sampler '{spec.Sampler}'.");
    }

    private static IEnumerable<IReadOnlyList<int>> Groups(IReadOnlyList<int> rows, IReadOnlyList<string> subjects, TrainingSpec spec) =>
        spec.Sampler == BatchSampler.Mixed ? [rows] : rows.GroupBy(row => subjects[row], StringComparer.Ordinal).Select(group => group.ToArray());

    private static int[] Shuffled(IReadOnlyList<int> rows, Random random)
    {
        int[] shuffled = [.. rows];
        random.Shuffle(shuffled);
        return shuffled;
    }
}
