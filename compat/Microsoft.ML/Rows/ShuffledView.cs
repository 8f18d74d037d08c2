using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Rows in random order: each is drawn from a pool that the table fills up again.</summary>
/// <param name="input">The table.</param>
/// <param name="seed">Makes the order repeatable.</param>
/// <param name="poolRows">Rows of the pool.</param>
/// <param name="shuffleSource">Whether a table that can be shuffled is also read in random order.</param>
internal sealed class ShuffledView(IDataView input, int seed, int poolRows, bool shuffleSource) : IDataView
{
    public bool CanShuffle => true;

    public DataViewSchema Schema => input.Schema;

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        var random = rand ?? new Random(seed);
        var needed = columnsNeeded.ToArray();
        var cursor = input.GetRowCursor(needed, shuffleSource && input.CanShuffle ? random : null);
        var pool = new Pool(cursor, needed, poolRows, random);
        var row = new StoredRow(Schema, pool.Getters, pool.Id);
        return new RowCursor(row, () =>
        {
            row.Advance();
            return pool.Draw();
        }, cursor);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private sealed class Pool
    {
        private readonly DataViewRowCursor _cursor;
        private readonly int _capacity;
        private readonly Random _random;
        private readonly Action<int>[] _writers;
        private readonly List<DataViewRowId> _ids = [];
        private readonly ValueGetter<DataViewRowId> _id;
        private readonly List<int> _waiting = [];
        private int _drawn = -1;

        internal Pool(DataViewRowCursor cursor, DataViewSchema.Column[] needed, int capacity, Random random)
        {
            (_cursor, _capacity, _random, _id) = (cursor, capacity, random, cursor.GetIdGetter());
            Getters = new Delegate[cursor.Schema.Count];
            _writers = new Action<int>[needed.Length];
            for (var i = 0; i < needed.Length; i++)
            {
                var store = ColumnStore.Of(needed[i]);
                _writers[i] = store.Writer(cursor);
                Getters[needed[i].Index] = store.Getter(() => _drawn);
            }
        }

        internal Delegate[] Getters { get; }

        internal void Id(ref DataViewRowId id) => id = _ids[_drawn];

        internal bool Draw()
        {
            // The slot that was drawn before is free again; at the start the pool has none yet.
            if (_drawn >= 0 && _cursor.MoveNext())
                Store(_drawn);
            while (_drawn < 0 && _waiting.Count < _capacity && _cursor.MoveNext())
                Store(_waiting.Count);
            if (_waiting.Count == 0)
                return false;
            var at = _random.Next(_waiting.Count);
            _drawn = _waiting[at];
            (_waiting[at], _waiting[^1]) = (_waiting[^1], _waiting[at]);
            _waiting.RemoveAt(_waiting.Count - 1);
            return true;
        }

        private void Store(int slot)
        {
            foreach (var write in _writers)
                write(slot);
            DataViewRowId id = default;
            _id(ref id);
            if (slot == _ids.Count)
                _ids.Add(id);
            else
                _ids[slot] = id;
            _waiting.Add(slot);
        }
    }
}
