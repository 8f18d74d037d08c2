using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>A number in [0, 1) for every row, the same for every row of a group: what splits of a table are cut by.</summary>
internal sealed class RowFractions
{
    private const int HashBits = 30;
    private const uint HashSeed = 314489979;
    private const int NumberSeed = 42;

    private readonly Func<DataViewRow, Func<double>> _over;

    private RowFractions(DataViewSchema.Column[] needed, Func<DataViewRow, Func<double>> over) => (Needed, _over) = (needed, over);

    /// <summary>The columns that the numbers come from.</summary>
    internal DataViewSchema.Column[] Needed { get; }

    /// <param name="data">The table.</param>
    /// <param name="keyColumn">The column that names a row's group; null gives every row a number of its own.</param>
    /// <param name="seed">Other seed, other numbers; null takes fixed ones.</param>
    internal static RowFractions Of(IDataView data, string keyColumn, int? seed)
    {
        if (keyColumn is null)
            return new([], row => Drawn(row, seed ?? NumberSeed));
        var column = data.Schema.GetColumnOrNull(keyColumn)
            ?? throw new ArgumentOutOfRangeException("samplingKeyColumnName", $"Could not find SamplingKey column '{keyColumn}'");
        return column.Type switch
        {
            KeyDataViewType key => new([column], row => OfKey(row, column, key.Count)),
            NumberDataViewType { RawType: var type } when type == typeof(float) || type == typeof(double) => new([column], Between(data, column)),
            _ => new([column], row => Hashed(row, column, seed is int known ? (uint)known : HashSeed)),
        };
    }

    /// <summary>The rows whose number lies in [<paramref name="lower"/>, <paramref name="upper"/>), or the others.</summary>
    /// <remarks>Numbers that are drawn go with the order of reading, so such parts are never read in another one.</remarks>
    internal IDataView Rows(IDataView data, double lower, double upper, bool others = false) => new FilteredView(data, Needed, row =>
    {
        var fraction = _over(row);
        return () => fraction() is var value && (value >= lower && value < upper) != others;
    }, inOrder: Needed.Length == 0);

    /// <summary>The share of <paramref name="column"/>'s keys that lie before the row's, NaN for a missing one.</summary>
    internal static Func<double> OfKey(DataViewRow row, DataViewSchema.Column column, ulong count)
    {
        var value = Numbers.Over(row, column);
        return () => value() is var key && key == 0 ? double.NaN : (key - 0.5) / count;
    }

    private static Func<double> Drawn(DataViewRow row, int seed)
    {
        var (random, drawnFor, value) = (new HybridTausworthe((uint)seed), -1L, 0.0);
        return () =>
        {
            for (; drawnFor < row.Position; drawnFor++)
                value = random.Next();
            return value;
        };
    }

    private static Func<double> Hashed(DataViewRow row, DataViewSchema.Column column, uint seed)
    {
        var hash = Murmur3.Over(row, column, seed);
        return () => ((hash() & ((1u << HashBits) - 1)) + 0.5) / (1u << HashBits);
    }

    // Numbers are taken as they are where they are normalized already, else from the smallest to the largest.
    private static Func<DataViewRow, Func<double>> Between(IDataView data, DataViewSchema.Column column)
    {
        if (column.IsNormalized())
            return row => Numbers.Over(row, column);
        var (min, max) = (double.PositiveInfinity, double.NegativeInfinity);
        using var cursor = data.GetRowCursor([column]);
        var value = Numbers.Over(cursor, column);
        while (cursor.MoveNext())
            (min, max) = (Math.Min(min, value()), Math.Max(max, value()));
        return row =>
        {
            var number = Numbers.Over(row, column);
            return () => max > min ? (number() - min) / (max - min) : 0;
        };
    }
}
