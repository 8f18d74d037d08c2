using Microsoft.ML;
using Microsoft.ML.Data;

namespace Eegavi.MachineLearning.Validation;

/// <summary>Some rows of a table, in its order. ML.NET filters by the columns that a class names; which column tells subjects apart is only known at run time.</summary>
/// <param name="input">The table.</param>
/// <param name="keeps">For each of its rows, whether it is there.</param>
internal sealed class RowsView(IDataView input, bool[] keeps) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema => input.Schema;

    public long? GetRowCount() => keeps.Count(keep => keep);

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(input.GetRowCursor(columnsNeeded), keeps);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded)];

    private sealed class Cursor(DataViewRowCursor inner, bool[] keeps) : DataViewRowCursor
    {
        private long _position = -1;
        private int _row = -1;

        public override long Position => _position;

        public override long Batch => inner.Batch;

        public override DataViewSchema Schema => inner.Schema;

        public override ValueGetter<DataViewRowId> GetIdGetter() => inner.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => inner.IsColumnActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => inner.GetGetter<TValue>(column);

        public override bool MoveNext()
        {
            while (inner.MoveNext())
            {
                if (++_row >= keeps.Length) throw Changed();
                if (!keeps[_row]) continue;
                _position++;
                return true;
            }
            return _row + 1 == keeps.Length ? false : throw Changed();
        }

        private InvalidOperationException Changed() =>
            new($"Expected a table that gives the same rows in every pass; it had {keeps.Length} when it was divided, and has another number now. Put mlContext.Data.Cache before it.");

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
