using System.Globalization;
using Eegavi.Data.Writers;

namespace Eegavi.Data.Synthetic.Output;

/// <summary>Writes a table as CSV: comma, point, UTF-8, a header line.</summary>
/// <remarks>Columns are named with how each row fills them, so that a header cannot slip against its values.</remarks>
internal sealed class PlantedTable<TRow>
{
    private readonly List<(string Name, Func<TRow, object> Value)> _columns = [];

    /// <summary>Adds a column.</summary>
    public PlantedTable<TRow> Add(string name, Func<TRow, object> value)
    {
        _columns.Add((name, value));
        return this;
    }

    /// <summary>Adds one column for each name.</summary>
    public PlantedTable<TRow> AddEach(IReadOnlyList<string> names, Func<TRow, int, object> value)
    {
        for (var i = 0; i < names.Count; i++)
        {
            var index = i;
            Add(names[i], row => value(row, index));
        }

        return this;
    }

    /// <summary>Writes the file.</summary>
    public void Write(string path, IEnumerable<TRow> rows) => AtomicFile.Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(string.Join(',', _columns.Select(c => c.Name)));
        foreach (var row in rows) writer.WriteLine(string.Join(',', _columns.Select(c => Text(c.Value(row)))));
    });

    private static string Text(object value) => value switch
    {
        double number when double.IsNaN(number) => "",
        double number => number.ToString("0.######", CultureInfo.InvariantCulture),
        double[] numbers => string.Join(' ', numbers.Select(n => Text(n))),
        int[] signs => string.Join(' ', signs.Select(n => Text(n))),
        bool flag => flag ? "1" : "0",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
