using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>A table that is kept in memory: a column is read from <paramref name="input"/> when it is asked for the first time.</summary>
internal sealed class CachedView(IDataView input, params IReadOnlyList<DataViewSchema.Column> prefetch) : IDataView
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
        var rows = Fill(prefetch.Concat(needed));
        var order = rand is null ? null : Enumerable.Range(0, rows).ToArray();
        rand?.Shuffle(order);
        StoredRow row = null;
        int At() => row.Position < 0 || row.Position >= rows ? throw Getters.NotOnARow() : order?[row.Position] ?? (int)row.Position;
        var getters = new Delegate[Schema.Count];
        foreach (var column in needed)
            getters[column.Index] = _columns[column.Index].Getter(At);
        row = new StoredRow(Schema, getters, (ref DataViewRowId id) => id = new DataViewRowId((ulong)At(), 0));
        return new RowCursor(row, () =>
        {
            row.Advance();
            return row.Position < rows;
        });
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    /// <summary>Reads what is missing; gives the number of rows.</summary>
    private int Fill(IEnumerable<DataViewSchema.Column> needed)
    {
        lock (_filling)
        {
            var missing = needed.Where(column => _columns[column.Index] is null).DistinctBy(column => column.Index).ToArray();
            if (missing.Length == 0 && _rows is int known)
                return known;
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
            return rows;
        }
    }
}
