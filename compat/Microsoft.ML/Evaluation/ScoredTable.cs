using Microsoft.ML.Trainers;

namespace Microsoft.ML.Data;

/// <summary>Columns of a scored table, by their roles.</summary>
internal static class ScoredTable
{
    /// <summary>The column of a role.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none of this name, or it has another type.</exception>
    internal static DataViewSchema.Column Column(IDataView data, string name, string role, Func<DataViewType, bool> fits, string expected)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrEmpty(name, role + "ColumnName");
        var column = data.Schema.GetColumnOrNull(name)
            ?? throw new ArgumentOutOfRangeException(nameof(data), $"Could not find {role} column '{name}'");
        return fits(column.Type) ? column : throw new ArgumentOutOfRangeException(nameof(data),
            $"Schema mismatch for {role} column '{name}': expected {expected}, got {column.Type}");
    }

    internal static DataViewSchema.Column Number(IDataView data, string name, string role) =>
        Column(data, name, role, type => type == NumberDataViewType.Single, "Single");

    internal static DataViewSchema.Column Any(IDataView data, string name, string role) => Column(data, name, role, _ => true, "");

    /// <summary>Calls <paramref name="row"/> with the label of each row, once what it reads stands ready.</summary>
    /// <param name="data">The table.</param>
    /// <param name="label">Rows without it are left out.</param>
    /// <param name="others">What else is read.</param>
    /// <param name="bind">Makes the reader of a row from the cursor.</param>
    internal static void ForEach(IDataView data, DataViewSchema.Column label, DataViewSchema.Column[] others, Func<DataViewRowCursor, Action<float>> bind)
    {
        using var cursor = data.GetRowCursor([label, .. others]);
        var (readLabel, row) = (LabelReader.Over(cursor, label), bind(cursor));
        while (cursor.MoveNext())
        {
            var value = readLabel();
            if (!float.IsNaN(value))
                row(value);
        }
    }
}
