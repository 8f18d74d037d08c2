namespace Microsoft.ML;

/// <summary>The rows of a table that pass a test.</summary>
/// <param name="input">The table.</param>
/// <param name="tested">The columns that the test reads.</param>
/// <param name="test">Makes the test over a cursor.</param>
/// <param name="inOrder">Whether the table is always read in its own order.</param>
internal sealed class FilteredView(IDataView input, IReadOnlyList<DataViewSchema.Column> tested, Func<DataViewRow, Func<bool>> test, bool inOrder = false)
    : IDataView
{
    public bool CanShuffle => !inOrder && input.CanShuffle;

    public DataViewSchema Schema => input.Schema;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        var cursor = input.GetRowCursor(columnsNeeded.Concat(tested).DistinctBy(column => column.Index), inOrder ? null : rand);
        var (row, passes) = (new NumberedRow(cursor), test(cursor));
        return new RowCursor(row, () =>
        {
            while (cursor.MoveNext())
            {
                if (!passes())
                    continue;
                row.Advance();
                return true;
            }
            return false;
        });
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
