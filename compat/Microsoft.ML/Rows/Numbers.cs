using System.Numerics;

namespace Microsoft.ML;

/// <summary>Numbers of any type as double.</summary>
internal static class Numbers
{
    /// <summary>What reads a column of numbers or keys.</summary>
    internal static Func<double> Over(DataViewRow row, DataViewSchema.Column column) => Generic.Call<Func<double>>(Typed<int>, column.Type.RawType, row, column);

    private static Func<double> Typed<T>(DataViewRow row, DataViewSchema.Column column) where T : INumberBase<T> => row.Reader<T, double>(column, double.CreateChecked);
}
