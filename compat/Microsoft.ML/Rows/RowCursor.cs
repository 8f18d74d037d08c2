using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>A row together with what moves it on.</summary>
/// <param name="row">The row that is shown; it is disposed with the cursor.</param>
/// <param name="moveNext">Moves on what the row shows.</param>
/// <param name="owned">Something else to dispose.</param>
internal sealed class RowCursor(DataViewRow row, Func<bool> moveNext, IDisposable owned = null) : DataViewRowCursor
{
    private bool _ended;

    public override long Position => _ended ? -1 : row.Position;

    public override long Batch => row.Batch;

    public override DataViewSchema Schema => row.Schema;

    public override ValueGetter<DataViewRowId> GetIdGetter() => row.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => row.IsColumnActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => row.GetGetter<TValue>(column);

    public override bool MoveNext()
    {
        _ended = _ended || !moveNext();
        return !_ended;
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        _ended = true;
        row.Dispose();
        owned?.Dispose();
    }
}
