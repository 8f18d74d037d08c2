namespace Microsoft.ML;

/// <summary>A table seen through a mapper: nothing is computed before it is read, and again with every reading.</summary>
internal sealed class MappedView(IDataView input, RowMapper mapper) : IDataView
{
    public bool CanShuffle => input.CanShuffle;

    public DataViewSchema Schema => mapper.OutputSchema;

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        var needed = columnsNeeded.ToArray();
        var cursor = input.GetRowCursor(mapper.GetDependencies(needed), rand);
        return new RowCursor(mapper.GetRow(cursor, needed), cursor.MoveNext);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
