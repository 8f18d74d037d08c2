namespace Eegavi.Training;

/// <summary>The steps of an epoch: each is a few batches whose gradients are averaged.</summary>
internal static class Epochs
{
    /// <summary>Rows of each batch of each step.</summary>
    /// <param name="rows">The rows to train on.</param>
    /// <param name="groups">The group of every row of the source, as <see cref="Sampling.Groups"/> gives it.</param>
    /// <param name="spec">Batch size, accumulation and seed.</param>
    /// <param name="epoch">From 1.</param>
    public static int[][][] Of(int[] rows, IReadOnlyList<string> groups, TrainingSpec spec, int epoch)
    {
        if (!spec.OverfitBatch) return [.. Sampling.Batches(rows, groups, spec, epoch).Chunk(spec.Accumulate)];
        var only = Sampling.Batches(rows, groups, spec, epoch: 1)[0];
        return [.. Enumerable.Repeat<int[][]>([only], StepsIn(rows, groups, spec))];
    }

    /// <summary>Steps of an epoch.</summary>
    public static int StepsIn(int[] rows, IReadOnlyList<string> groups, TrainingSpec spec)
    {
        var batches = Sampling.Count(rows, groups, spec);
        return (batches + spec.Accumulate - 1) / spec.Accumulate;
    }
}
