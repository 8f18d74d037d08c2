namespace Microsoft.ML;

public sealed partial class DataOperationsCatalog
{
    /// <summary>Cuts a table in two.</summary>
    /// <param name="data">The table.</param>
    /// <param name="testFraction">About this part is for testing.</param>
    /// <param name="samplingKeyColumnName">The column that names a row's group; rows of a group stay together.</param>
    /// <param name="seed">Other seed, other cut.</param>
    public TrainTestData TrainTestSplit(IDataView data, double testFraction = 0.1, string samplingKeyColumnName = null, int? seed = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!(testFraction > 0 && testFraction < 1))
            throw new ArgumentOutOfRangeException(nameof(testFraction), "Must be between 0 and 1 exclusive");
        var fractions = RowFractions.Of(data, samplingKeyColumnName, seed ?? Environment.Seed);
        return new(fractions.Rows(data, 0, testFraction, others: true), fractions.Rows(data, 0, testFraction));
    }

    /// <summary>Cuts a table into folds of about one size; with groups, folds differ in size and may be empty.</summary>
    public IReadOnlyList<TrainTestData> CrossValidationSplit(IDataView data, int numberOfFolds = 5, string samplingKeyColumnName = null, int? seed = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (numberOfFolds <= 1)
            throw new ArgumentOutOfRangeException(nameof(numberOfFolds), "Must be more than 1");
        var fractions = RowFractions.Of(data, samplingKeyColumnName, seed ?? Environment.Seed);
        return [.. Enumerable.Range(0, numberOfFolds).Select(fold =>
        {
            var lower = fold == 0 ? double.NegativeInfinity : (double)fold / numberOfFolds;
            var upper = fold == numberOfFolds - 1 ? double.PositiveInfinity : (fold + 1.0) / numberOfFolds;
            return new TrainTestData(fractions.Rows(data, lower, upper, others: true), fractions.Rows(data, lower, upper));
        })];
    }

    /// <summary>The two parts of a table.</summary>
    public readonly struct TrainTestData
    {
        public readonly IDataView TrainSet;
        public readonly IDataView TestSet;

        internal TrainTestData(IDataView trainSet, IDataView testSet) => (TrainSet, TestSet) = (trainSet, testSet);
    }
}
