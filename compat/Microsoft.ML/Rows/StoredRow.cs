using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>A row of stored columns.</summary>
/// <param name="schema">The table's columns.</param>
/// <param name="getters">Their getters, null where a column is not active.</param>
/// <param name="id">The row's identity.</param>
internal sealed class StoredRow(DataViewSchema schema, Delegate[] getters, ValueGetter<DataViewRowId> id) : DataViewRow
{
    private long _position = -1;

    public override long Position => _position;

    public override long Batch => 0;

    public override DataViewSchema Schema => schema;

    internal void Advance() => _position++;

    public override ValueGetter<DataViewRowId> GetIdGetter() => id;

    public override bool IsColumnActive(DataViewSchema.Column column) => getters[column.Index] != null;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
        Getters.As<TValue>(getters[column.Index] ?? throw Getters.NotActive(nameof(column)), column);
}
