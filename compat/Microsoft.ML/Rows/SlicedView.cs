namespace Microsoft.ML;

/// <summary>Rows <paramref name="skip"/> to <paramref name="skip"/> + <paramref name="take"/> of a table.</summary>
internal sealed class SlicedView(IDataView input, long skip, long take) : IDataView
{
    // Which rows are left would depend on the order.
    public bool CanShuffle => false;

    public DataViewSchema Schema => input.Schema;

    public long? GetRowCount() => input.GetRowCount() is long rows ? Math.Clamp(rows - skip, 0, take) : null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        var cursor = input.GetRowCursor(columnsNeeded);
        var row = new NumberedRow(cursor);
        var toSkip = skip;
        return new RowCursor(row, () =>
        {
            for (; toSkip > 0; toSkip--)
            {
                if (!cursor.MoveNext())
                    return false;
            }
            if (row.Position + 1 >= take || !cursor.MoveNext())
                return false;
            row.Advance();
            return true;
        });
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
