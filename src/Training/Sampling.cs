using Eegavi.Models;

namespace Eegavi.Training;

/// <summary>Puts rows together in batches.</summary>
internal static class Sampling
{
    /// <summary>The group of every row: a batch is of one group.</summary>
    /// <param name="data">Where rows come from.</param>
    /// <param name="objective">Decides where the sampler is not named.</param>
    /// <param name="sampler">The sampler; null = within subjects where a loss would else tell persons apart.</param>
    /// <exception cref="ArgumentException">Nothing is known of stimuli.</exception>
    public static IReadOnlyList<string> Groups(IBatchSource data, Objective objective, BatchSampler? sampler) =>
        (sampler ?? (objective.TellsPersonsApart(data.StimulusModalities) ? BatchSampler.WithinSubject : BatchSampler.Mixed)) switch
        {
            BatchSampler.WithinSubject => data.Subjects,
            BatchSampler.WithinStimulus when data.Stimuli.Count == 0 => throw new ArgumentException(
                "training.sampler: expected data that say what each row saw (the column 'stimulus' of trials.csv), since the sampler is within-stimulus; got none."),
            BatchSampler.WithinStimulus => [.. data.Stimuli.Select(span => span?.Stimulus ?? "")],
            _ => [.. data.RowIds.Select(_ => "")],
        };

    /// <summary>The batches of one epoch in a random order. A batch of a single row is left out: most losses need two.</summary>
    /// <param name="rows">The rows to draw from.</param>
    /// <param name="groups">The group of every row of the source.</param>
    /// <param name="spec">Batch size and seed.</param>
    /// <param name="epoch">The order depends on the seed and the epoch alone, so that an interrupted epoch can be taken up.</param>
    public static int[][] Batches(IReadOnlyList<int> rows, IReadOnlyList<string> groups, TrainingSpec spec, int epoch)
    {
        var random = new Random(Seeds.Of(spec.Seed, epoch));
        int[][][] each = [.. rows.GroupBy(row => groups[row], StringComparer.Ordinal).Select(group => Shuffled(group, random).Chunk(spec.BatchSize).ToArray())];
        int[][] batches = [.. each.SelectMany(group => group).Where(batch => batch.Length > 1)];
        // One subject after the other would be a curriculum.
        if (each.Length > 1) random.Shuffle(batches);
        return batches;
    }

    /// <summary>How many batches an epoch has.</summary>
    /// <exception cref="ArgumentException">It has none.</exception>
    public static int Count(IReadOnlyList<int> rows, IReadOnlyList<string> groups, TrainingSpec spec)
    {
        var count = Batches(rows, groups, spec, epoch: 0).Length;
        return count > 0 ? count : throw new ArgumentException(
            $"Expected at least 2 rows to train on together; got {rows.Count} rows in {rows.Select(row => groups[row]).Distinct(StringComparer.Ordinal).Count()} groups of the sampler.");
    }

    private static int[] Shuffled(IEnumerable<int> rows, Random random)
    {
        int[] shuffled = [.. rows];
        random.Shuffle(shuffled);
        return shuffled;
    }
}
