using Eegavi.MachineLearning.Inputs;
using Microsoft.ML;

namespace Eegavi.MachineLearning.Views;

/// <summary>A table with the columns that the model adds. Nothing is computed before it is read; each pass runs the network once for each row.</summary>
internal sealed class FusionView(FusionTransformer transformer, IDataView input, ModelInputs inputs, AddedColumns columns) : IDataView
{
    /// <summary>False: rows go through the model in batches, in the order in which they come.</summary>
    public bool CanShuffle => false;

    public DataViewSchema Schema => columns.Schema;

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var (own, added) = columns.Split(columnsNeeded);
        var passing = input.GetRowCursor(own);
        if (added.Count == 0) return new FusionCursor(columns, passing, [], null);
        try
        {
            return new FusionCursor(columns, passing, added, new RowsAhead(transformer, inputs, input.GetRowCursor(inputs.Columns), added));
        }
        catch
        {
            passing.Dispose();
            throw;
        }
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded)];
}
