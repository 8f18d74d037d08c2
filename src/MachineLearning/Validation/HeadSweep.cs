using Microsoft.ML;

namespace Eegavi.MachineLearning.Validation;

/// <summary>How good a head is on subjects that it was not fitted to.</summary>
/// <param name="Name">The head.</param>
/// <param name="Scores">Its score in each fold.</param>
public sealed record HeadScore(string Name, IReadOnlyList<double> Scores)
{
    /// <summary>Mean over the folds.</summary>
    public double Mean { get; } = Scores.Average();

    /// <summary>Standard deviation over the folds (n - 1).</summary>
    public double Deviation { get; } = Math.Sqrt(Scores.Sum(score => Math.Pow(score - Scores.Average(), 2)) / (Scores.Count - 1));
}

/// <summary>Compares heads on one embedding.</summary>
public static class HeadSweep
{
    /// <summary>Fits each head to the training rows of each fold, scores it on the fold's test subjects, and ranks the heads.</summary>
    /// <remarks>The table is cached: a fusion model before it runs once for each row, however many heads there are. Every head is tested on the same folds.</remarks>
    /// <param name="catalog"><c>mlContext.Data</c>.</param>
    /// <param name="data">A table with the embedding and the label. The subjects in it are all used for the ranking: test the winner on others.</param>
    /// <param name="heads">Trainers, or chains that end in one, by a name for the ranking.</param>
    /// <param name="score">The score of scored rows, the higher the better, such as <c>scored => mlContext.MulticlassClassification.Evaluate(scored).MacroAccuracy</c>.</param>
    /// <param name="groupColumn">The column that tells subjects apart.</param>
    /// <param name="numberOfFolds">Folds, at least 2.</param>
    /// <param name="seed">Seed of the permutation of subjects.</param>
    /// <returns>The heads, best mean first; a head with a score that is no number comes last.</returns>
    /// <exception cref="ArgumentException">There are fewer groups than folds, no such column, or no heads.</exception>
    public static IReadOnlyList<HeadScore> SweepHeads(this DataOperationsCatalog catalog, IDataView data, IReadOnlyDictionary<string, IEstimator<ITransformer>> heads,
        Func<IDataView, double> score, string groupColumn, int numberOfFolds = 5, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(heads);
        ArgumentNullException.ThrowIfNull(score);
        if (heads.Count == 0) throw new ArgumentException("Expected at least one head.", nameof(heads));
        var folds = catalog.GroupedFolds(catalog.Cache(data), groupColumn, numberOfFolds, seed);
        return [.. heads.Select(head => new HeadScore(head.Key, [.. folds.Select(fold => Score(fold, head.Value, score))])).OrderByDescending(head => head.Mean)];
    }

    private static double Score(GroupedFold fold, IEstimator<ITransformer> head, Func<IDataView, double> score)
    {
        var fitted = head.Fit(fold.Train);
        using var _ = fitted as IDisposable;
        return score(fitted.Transform(fold.Test));
    }
}
