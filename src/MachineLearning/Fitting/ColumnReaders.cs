using Microsoft.ML;
using Microsoft.ML.Data;

namespace Eegavi.MachineLearning.Fitting;

/// <summary>Reads scalar columns of any type that can hold a group or a label.</summary>
internal static class ColumnReaders
{
    private const string Scalar = "text, a key, a number or a Boolean";

    /// <summary>The column of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name, string option) => schema.GetColumnOrNull(name) ?? throw new ArgumentException(
        $"{option}: expected one of the columns {string.Join(", ", schema.Where(c => !c.IsHidden).Select(c => c.Name))}; got '{name}'.");

    /// <summary>Reads a scalar as text: text, a key's number, a number, true or false.</summary>
    /// <exception cref="ArgumentException">The column is of another type.</exception>
    public static Func<string> Text(DataViewRow row, DataViewSchema.Column column) => Type.GetTypeCode(column.Type.RawType) switch
    {
        _ when column.Type is VectorDataViewType => throw Unfit(column, Scalar),
        TypeCode.Boolean => Of<bool>(row, column),
        TypeCode.Byte => Of<byte>(row, column),
        TypeCode.SByte => Of<sbyte>(row, column),
        TypeCode.Int16 => Of<short>(row, column),
        TypeCode.UInt16 => Of<ushort>(row, column),
        TypeCode.UInt32 => Of<uint>(row, column),
        TypeCode.UInt64 => Of<ulong>(row, column),
        TypeCode.Int32 => Of<int>(row, column),
        TypeCode.Int64 => Of<long>(row, column),
        TypeCode.Single => Of<float>(row, column),
        TypeCode.Double => Of<double>(row, column),
        _ when column.Type is TextDataViewType => Of<ReadOnlyMemory<char>>(row, column),
        _ => throw Unfit(column, Scalar),
    };

    /// <summary>Reads a scalar as a label: a key's value from 0, true as 1, a rating; NaN where the row has none.</summary>
    /// <exception cref="ArgumentException">The column is of another type.</exception>
    public static Func<float> Label(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is KeyDataViewType)
        {
            var key = Text(row, column);
            // 0 is a key's missing value.
            return () => ulong.Parse(key(), System.Globalization.CultureInfo.InvariantCulture) is > 0 and var value ? value - 1 : float.NaN;
        }
        if (column.Type is BooleanDataViewType) return Number<bool>(row, column, value => value ? 1 : 0);
        return column.Type is NumberDataViewType && column.Type.RawType == typeof(float) ? Number<float>(row, column, value => value)
            : throw Unfit(column, "a key (put MapValueToKey before the model), a Boolean or a Single");
    }

    /// <summary>Whether its values are classes: keys or Booleans, not ratings.</summary>
    public static bool IsClasses(DataViewSchema.Column column) => column.Type is KeyDataViewType or BooleanDataViewType;

    /// <summary>Names of a key's values; null where they have none.</summary>
    public static IReadOnlyList<string>? ClassNames(DataViewSchema.Column column)
    {
        if (column.Annotations.Schema.GetColumnOrNull("KeyValues")?.Type is not VectorDataViewType { ItemType: TextDataViewType }) return null;
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetKeyValues(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    private static Func<string> Of<T>(DataViewRow row, DataViewSchema.Column column) where T : notnull
    {
        var (getter, value) = (row.GetGetter<T>(column), default(T)!);
        return () =>
        {
            getter(ref value);
            return Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "";
        };
    }

    private static Func<float> Number<T>(DataViewRow row, DataViewSchema.Column column, Func<T, float> convert)
    {
        var (getter, value) = (row.GetGetter<T>(column), default(T)!);
        return () =>
        {
            getter(ref value);
            return convert(value);
        };
    }

    private static ArgumentException Unfit(DataViewSchema.Column column, string expected) => new($"Column '{column.Name}': expected {expected}; got {column.Type}.");
}
