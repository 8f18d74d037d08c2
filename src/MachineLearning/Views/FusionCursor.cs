using Microsoft.ML;
using Microsoft.ML.Data;

namespace Eegavi.MachineLearning.Views;

/// <summary>
/// Two cursors over one table: the passing one serves the table's own columns, Position, Batch and Id row by row; the other, with the model's inputs alone, is a
/// batch ahead. (One cursor that looked ahead could not serve the columns that pass through.)
/// </summary>
internal sealed class FusionCursor(AddedColumns columns, DataViewRowCursor passing, IReadOnlyList<int> wanted, RowsAhead? ahead) : DataViewRowCursor
{
    public override long Position => passing.Position;

    public override long Batch => passing.Batch;

    public override DataViewSchema Schema => columns.Schema;

    public override ValueGetter<DataViewRowId> GetIdGetter() => passing.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) =>
        column.Index < columns.Input.Count ? passing.IsColumnActive(columns.Input[column.Index]) : wanted.Contains(column.Index - columns.Input.Count);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column)) throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' was not asked for when the cursor was opened.");
        return column.Index < columns.Input.Count ? passing.GetGetter<TValue>(columns.Input[column.Index]) : columns.Getter<TValue>(column, Current);
    }

    public override bool MoveNext()
    {
        var moved = passing.MoveNext();
        if (ahead is not null && ahead.MoveNext() != moved)
            throw new InvalidOperationException("Expected a table that gives the same rows in every pass; two passes over it ended at different rows. Put mlContext.Data.Cache before the model.");
        return moved;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            passing.Dispose();
            ahead?.Dispose();
        }
        base.Dispose(disposing);
    }

    private ReadOnlyMemory<float> Current(int place) =>
        Position >= 0 ? ahead!.Current(place) : throw new InvalidOperationException("Expected MoveNext before a column is read.");
}
