using Eegavi.MachineLearning.Fitting;
using Eegavi.Training.Splits;
using Microsoft.ML;

namespace Eegavi.MachineLearning.Validation;

/// <summary>Cross-validation by subject whose folds are never empty. ML.NET's own hashes the groups, so a fold may get none of five.</summary>
public static class GroupedValidation
{
    /// <summary>Deals the groups, permuted, into folds: each is tested once, and folds differ by at most one group.</summary>
    /// <param name="catalog"><c>mlContext.Data</c>.</param>
    /// <param name="data">The table; it is read once, for this column.</param>
    /// <param name="groupColumn">The column that tells subjects apart: text, a key or a number.</param>
    /// <param name="numberOfFolds">Folds, at least 2.</param>
    /// <param name="seed">Seed of the permutation.</param>
    /// <exception cref="ArgumentException">There are fewer groups than folds, or no such column.</exception>
    public static IReadOnlyList<GroupedFold> GroupedFolds(this DataOperationsCatalog catalog, IDataView data, string groupColumn, int numberOfFolds = 5, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(data);
        var groups = Groups(data, groupColumn);
        return [.. Splitter.SubjectFolds(groups, numberOfFolds, seed).Folds.Select(fold => Divide(data, groups, fold))];
    }

    /// <summary>Fits to the training rows of each fold and evaluates on the others.</summary>
    /// <param name="catalog"><c>mlContext.Data</c>.</param>
    /// <param name="data">The table.</param>
    /// <param name="estimator">The pipeline, fitted anew in each fold.</param>
    /// <param name="evaluate">Metrics of scored rows, such as <c>scored => mlContext.MulticlassClassification.Evaluate(scored)</c>.</param>
    /// <param name="groupColumn">The column that tells subjects apart.</param>
    /// <param name="numberOfFolds">Folds, at least 2.</param>
    /// <param name="seed">Seed of the permutation.</param>
    /// <returns>A result for each fold; the caller disposes its models.</returns>
    public static IReadOnlyList<GroupedFoldResult<TMetrics>> CrossValidateGroups<TMetrics>(
        this DataOperationsCatalog catalog, IDataView data, IEstimator<ITransformer> estimator, Func<IDataView, TMetrics> evaluate, string groupColumn, int numberOfFolds = 5, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        ArgumentNullException.ThrowIfNull(evaluate);
        var (models, results) = (new List<ITransformer>(), new List<GroupedFoldResult<TMetrics>>());
        try
        {
            foreach (var fold in catalog.GroupedFolds(data, groupColumn, numberOfFolds, seed))
            {
                models.Add(estimator.Fit(fold.Train));
                var scored = models[^1].Transform(fold.Test);
                results.Add(new(fold, models[^1], scored, evaluate(scored)));
            }
            return results;
        }
        catch
        {
            foreach (var made in models.OfType<IDisposable>()) made.Dispose();
            throw;
        }
    }

    private static GroupedFold Divide(IDataView data, string[] groups, Fold fold)
    {
        var tested = fold.TestSubjects.ToHashSet(StringComparer.Ordinal);
        var isTest = Array.ConvertAll(groups, tested.Contains);
        return new(fold.Index, fold.TestSubjects, new RowsView(data, Array.ConvertAll(isTest, test => !test)), new RowsView(data, isTest));
    }

    private static string[] Groups(IDataView data, string groupColumn)
    {
        var column = ColumnReaders.Find(data.Schema, groupColumn, "groupColumn");
        using var cursor = data.GetRowCursor([column]);
        var (read, groups) = (ColumnReaders.Text(cursor, column), new List<string>());
        while (cursor.MoveNext()) groups.Add(read());
        return [.. groups];
    }
}
