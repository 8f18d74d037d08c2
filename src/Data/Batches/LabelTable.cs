using Eegavi.Data.Windows;

namespace Eegavi.Data.Batches;

/// <summary>Makes a table of label columns: ratings as they are, classes as their index.</summary>
internal static class LabelTable
{
    /// <summary>The table.</summary>
    /// <param name="data">Where the columns are.</param>
    /// <param name="name">Name of the modality that it becomes.</param>
    /// <param name="columns">Label columns K, in this order.</param>
    /// <returns>[R, K], with a bit for each column that a row has.</returns>
    /// <exception cref="ArgumentException">The name is taken, or a column is not there.</exception>
    public static ModalityArray Of(DataSet data, string name, IReadOnlyList<string> columns)
    {
        if (data.Modalities.ContainsKey(name)) throw new ArgumentException($"data.tables.{name}: expected a name that no modality has; the data set has a modality '{name}'.");
        if (columns.Count == 0) throw new ArgumentException($"data.tables.{name}: expected at least one label column; got none.");
        var labels = columns.Select(column => data.Labels.TryGetValue(column, out var label) ? label : throw new ArgumentException(
            $"data.tables.{name}: expected label columns ({string.Join(", ", data.Labels.Keys.Order(StringComparer.Ordinal))}); got '{column}'.")).ToArray();
        var table = ModalityArray.Empty(data.Trials.Count, [columns.Count], columns.Count);
        for (var row = 0; row < table.Rows; row++)
        {
            for (var c = 0; c < labels.Length; c++) (table.Row(row)[c], table.RowValid(row)[c]) = (labels[c].Values[row], labels[c].Present[row]);
        }
        return table;
    }
}
