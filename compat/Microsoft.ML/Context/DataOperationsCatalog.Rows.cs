using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class DataOperationsCatalog
{
    /// <summary>Rows whose number in a column lies in [<paramref name="lowerBound"/>, <paramref name="upperBound"/>).</summary>
    public IDataView FilterRowsByColumn(IDataView input, string columnName, double lowerBound = double.NegativeInfinity, double upperBound = double.PositiveInfinity)
    {
        ArgumentNullException.ThrowIfNull(input);
        var column = input.Schema[columnName];
        if (!column.Type.Equals(NumberDataViewType.Single) && !column.Type.Equals(NumberDataViewType.Double))
            throw new ArgumentOutOfRangeException(nameof(columnName), $"Column '{columnName}' has {column.Type}: rows are filtered by Single or Double; convert it before");
        Require(lowerBound < upperBound, nameof(upperBound), "Must be more than lowerBound");
        return Between(input, column, lowerBound, upperBound, row => Numbers.Over(row, column));
    }

    /// <summary>Rows whose key lies in a part of all keys: of four, [0, 0.5) are the first two.</summary>
    public IDataView FilterRowsByKeyColumnFraction(IDataView input, string columnName, double lowerBound = 0, double upperBound = 1)
    {
        ArgumentNullException.ThrowIfNull(input);
        var column = input.Schema[columnName];
        var count = (column.Type as KeyDataViewType)?.Count
            ?? throw new ArgumentOutOfRangeException(nameof(columnName), $"Column '{columnName}' has {column.Type}: a key is needed");
        Require(lowerBound is >= 0 and <= 1, nameof(lowerBound), "Must be in [0, 1]");
        Require(upperBound is >= 0 and <= 2, nameof(upperBound), "Must be in [0, 2]");
        Require(lowerBound <= upperBound, nameof(upperBound), "Must be no less than lowerBound");
        return Between(input, column, lowerBound, upperBound, row => RowFractions.OfKey(row, column, count));
    }

    /// <summary>Rows that miss no value (NaN, key 0) of these columns, of any slot.</summary>
    public IDataView FilterRowsByMissingValues(IDataView input, params string[] columns)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (columns is not { Length: > 0 })
            throw new ArgumentException("At least one column is needed", nameof(columns));
        var tested = Array.ConvertAll(columns, name => input.Schema[name]);
        Array.ForEach(tested, MissingValues.Check);
        return new FilteredView(input, tested, row =>
        {
            var missing = Array.ConvertAll(tested, column => MissingValues.Over(row, column));
            return () => !Array.Exists(missing, isMissing => isMissing());
        });
    }

    /// <summary>Rows in random order.</summary>
    /// <param name="input">The table.</param>
    /// <param name="seed">Makes the order repeatable.</param>
    /// <param name="shufflePoolSize">Rows that wait for being drawn: more of them, more random.</param>
    /// <param name="shuffleSource">Whether a table that can be shuffled is also read in random order.</param>
    public IDataView ShuffleRows(IDataView input, int? seed = null, int shufflePoolSize = 1000, bool shuffleSource = true)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shufflePoolSize);
        return new ShuffledView(input, seed ?? Environment.NewRandom().Next(), shufflePoolSize, shuffleSource);
    }

    public IDataView SkipRows(IDataView input, long count)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return new SlicedView(input, count, long.MaxValue);
    }

    public IDataView TakeRows(IDataView input, long count)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return new SlicedView(input, 0, count);
    }

    private static FilteredView Between(IDataView input, DataViewSchema.Column column, double lower, double upper, Func<DataViewRow, Func<double>> over) =>
        new(input, [column], row =>
        {
            var value = over(row);
            return () => value() is var number && number >= lower && number < upper;
        });

    private static void Require(bool holds, string parameter, string message)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(parameter, message);
    }
}
