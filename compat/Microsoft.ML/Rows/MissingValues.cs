using System.Numerics;
using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Where a row has no value: NaN, or key 0.</summary>
internal static class MissingValues
{
    /// <summary>What tells whether the row misses a value of <paramref name="column"/>.</summary>
    internal static Func<bool> Over(DataViewRow row, DataViewSchema.Column column) => column.Type.ItemType() is KeyDataViewType key
        ? Generic.Call<Func<bool>>(Keys<uint>, key.RawType, row, column)
        : Generic.Call<Func<bool>>(Numbers<float>, column.Type.ItemType().RawType, row, column);

    /// <summary>Refuses a column whose values are never missing.</summary>
    internal static void Check(DataViewSchema.Column column)
    {
        var item = column.Type.ItemType();
        if (item is not KeyDataViewType && !item.Equals(NumberDataViewType.Single) && !item.Equals(NumberDataViewType.Double))
            throw new ArgumentOutOfRangeException("columns", $"Column '{column.Name}' has {column.Type}, which is never missing: expected Single, Double or a key, or a vector of these");
    }

    private static Func<bool> Keys<T>(DataViewRow row, DataViewSchema.Column column) where T : INumberBase<T> => Any<T>(row, column, T.IsZero);

    private static Func<bool> Numbers<T>(DataViewRow row, DataViewSchema.Column column) where T : INumberBase<T> => Any<T>(row, column, T.IsNaN);

    private static Func<bool> Any<T>(DataViewRow row, DataViewSchema.Column column, Func<T, bool> isMissing) => column.Type is VectorDataViewType
        ? row.Reader<VBuffer<T>, bool>(column, items => items.DenseValues().Any(isMissing))
        : row.Reader(column, isMissing);
}
