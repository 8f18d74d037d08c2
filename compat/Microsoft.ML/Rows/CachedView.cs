using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>A table that is kept in memory: a column is read from <paramref name="input"/> when it is asked for the first time.</summary>
internal sealed class CachedView(IDataView input, IReadOnlyList<string> prefetch) : IDataView
{
    private readonly Lock _filling = new();
    private readonly ColumnStore[] _columns = new ColumnStore[input.Schema.Count];
    private int? _rows;

    public bool CanShuffle => true;

    public DataViewSchema Schema => input.Schema;

    public long? GetRowCount() => _rows ?? input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        var needed = columnsNeeded.ToArray();
        Fill(prefetch.Select(name => Schema[name]).Concat(needed));

        var order = Enumerable.Range(0, _rows.Value).ToArray();
        rand?.Shuffle(order);
        StoredRow row = null;
        int At() => row.Position >= 0 && row.Position < order.Length
            ? order[row.Position]
            : throw Getters.NotOnARow();
        var getters = new Delegate[Schema.Count];
        foreach (var column in needed)
            getters[column.Index] = _columns[column.Index].Getter(At);
        row = new StoredRow(Schema, getters, (ref DataViewRowId id) => id = new DataViewRowId((ulong)At(), 0));
        return new RowCursor(row, () =>
        {
            row.Advance();
            return row.Position < order.Length;
        });
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private void Fill(IEnumerable<DataViewSchema.Column> needed)
    {
        lock (_filling)
        {
            var missing = needed.Where(column => _columns[column.Index] is null).DistinctBy(column => column.Index).ToArray();
            if (missing.Length == 0 && _rows != null)
                return;
            var stores = missing.Select(ColumnStore.Of).ToArray();
            using var cursor = input.GetRowCursor(missing);
            var writers = stores.Select(store => store.Writer(cursor)).ToArray();
            var rows = 0;
            for (; cursor.MoveNext(); rows++)
            {
                foreach (var write in writers)
                    write(rows);
            }
            _rows = rows;
            for (var i = 0; i < missing.Length; i++)
                _columns[missing[i].Index] = stores[i];
        }
    }
}
