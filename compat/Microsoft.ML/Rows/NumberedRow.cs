using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>A row as it is, with a number of its own: what a filter leaves is counted anew.</summary>
internal sealed class NumberedRow(DataViewRow input) : DataViewRow
{
    private long _position = -1;

    public override long Position => _position;

    public override long Batch => input.Batch;

    public override DataViewSchema Schema => input.Schema;

    internal void Advance() => _position++;

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => input.IsColumnActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => input.GetGetter<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            input.Dispose();
    }
}
