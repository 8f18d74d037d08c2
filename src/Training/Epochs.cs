namespace Eegavi.Training;

/// <summary>The steps of an epoch: each is a few batches whose gradients are averaged.</summary>
internal static class Epochs
{
    /// <summary>Rows of each batch of each step.</summary>
    public static int[][][] Of(int[] rows, IReadOnlyList<string> subjects, TrainingSpec spec, int epoch)
    {
        if (!spec.OverfitBatch) return [.. Sampling.Batches(rows, subjects, spec, epoch).Chunk(spec.Accumulate)];
        var only = Sampling.Batches(rows, subjects, spec, epoch: 1)[0];
        return [.. Enumerable.Repeat<int[][]>([only], StepsIn(rows, subjects, spec))];
    }

    /// <summary>Steps of an epoch.</summary>
    public static int StepsIn(int[] rows, IReadOnlyList<string> subjects, TrainingSpec spec)
    {
        var batches = Sampling.Count(rows, subjects, spec);
        return (batches + spec.Accumulate - 1) / spec.Accumulate;
    }
}
