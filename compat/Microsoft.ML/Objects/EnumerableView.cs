namespace Microsoft.ML.Data;

/// <summary>Objects as a table.</summary>
internal sealed class EnumerableView<TRow> : IDataView where TRow : class
{
    private readonly IEnumerable<TRow> _rows;
    private readonly SchemaDefinition _definition;

    internal EnumerableView(IEnumerable<TRow> rows, SchemaDefinition definition)
    {
        (_rows, _definition) = (rows ?? throw new ArgumentNullException(nameof(rows)), definition?.Copy() ?? SchemaDefinition.Create(typeof(TRow), SchemaDefinition.Direction.Read));
        Schema = _definition.ToSchema();
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => (_rows as ICollection<TRow>)?.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        var active = columnsNeeded.Select(column => column.Index).ToHashSet();
        var row = new ObjectRow<TRow>(Schema, _definition, active.Contains);
        var enumerator = _rows.GetEnumerator();
        return new RowCursor(row, () =>
        {
            if (!enumerator.MoveNext())
                return false;
            row.Show(enumerator.Current ?? throw new InvalidOperationException("Encountered a null row: every row must be an object"));
            return true;
        }, enumerator);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
