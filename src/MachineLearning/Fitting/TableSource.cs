using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Eegavi.MachineLearning.Inputs;
using Microsoft.ML;
using static TorchSharp.torch;

namespace Eegavi.MachineLearning.Fitting;

/// <summary>The rows of a table that a model is trained on, in memory.</summary>
internal sealed class TableSource : IBatchSource
{
    private readonly ModelInputs _inputs;
    private readonly IReadOnlyDictionary<string, DataViewSchema.Column> _labels;
    private readonly List<RowWindow[]> _windows = [];
    private readonly Dictionary<string, List<float>> _values = new(StringComparer.Ordinal);
    private readonly List<string> _subjects = [];
    private readonly List<string> _ids = [];

    /// <summary>Reads a table once.</summary>
    /// <param name="table">The table.</param>
    /// <param name="inputs">The columns that the model reads.</param>
    /// <param name="labels">Label columns, by label.</param>
    /// <param name="options">Names the columns with the group and the split.</param>
    /// <exception cref="ArgumentException">A column is of another type, or no row is trained on.</exception>
    public TableSource(IDataView table, ModelInputs inputs, IReadOnlyDictionary<string, DataViewSchema.Column> labels, FusionOptions options)
    {
        (_inputs, _labels) = (inputs, labels);
        DataViewSchema.Column? group = options.GroupColumn is { } g ? ColumnReaders.Find(table.Schema, g, "groupColumn") : null;
        DataViewSchema.Column? split = options.SplitColumn is { } s ? ColumnReaders.Find(table.Schema, s, "splitColumn") : null;
        DataViewSchema.Column[] columns = [.. inputs.Columns, .. labels.Values, .. group is { } a ? [a] : Array.Empty<DataViewSchema.Column>(), .. split is { } b ? [b] : Array.Empty<DataViewSchema.Column>()];
        using var cursor = table.GetRowCursor(columns.DistinctBy(column => column.Index));
        Read(cursor, group is { } by ? ColumnReaders.Text(cursor, by) : () => "all", split is { } where ? ColumnReaders.Text(cursor, where) : () => "train");
        if (_ids.Count == 0) throw new ArgumentException(split is null ? "Expected rows to train on; the table has none." : $"Expected rows whose '{options.SplitColumn}' is 'train' or true; the table has none.");
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> RowIds => _ids;

    /// <inheritdoc/>
    public IReadOnlyList<string> Subjects => _subjects;

    /// <inheritdoc/>
    public string Fingerprint
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', _subjects)));
            foreach (var window in _windows.SelectMany(row => row)) hash.AppendData(MemoryMarshal.AsBytes(window.Values.GetValues()));
            foreach (var label in _values.Values) hash.AppendData(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(label)));
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }

    /// <inheritdoc/>
    public Batch Make(IReadOnlyList<int> rows) => new()
    {
        Modalities = _inputs.Stack([.. rows.Select(row => _windows[row])]),
        Labels = _labels.ToDictionary(label => label.Key, label => Label(label.Key, ColumnReaders.IsClasses(label.Value), rows), StringComparer.Ordinal),
        RowIds = [.. rows.Select(row => _ids[row])],
        Subjects = [.. rows.Select(row => _subjects[row])],
    };

    private void Read(DataViewRowCursor cursor, Func<string> group, Func<string> split)
    {
        var windows = _inputs.Reader(cursor);
        var labels = _labels.ToDictionary(label => label.Key, label => ColumnReaders.Label(cursor, label.Value), StringComparer.Ordinal);
        foreach (var label in labels.Keys) _values[label] = [];
        while (cursor.MoveNext())
        {
            if (split() is not ("train" or "Train" or "TRAIN" or "True")) continue;
            _ids.Add($"row/{cursor.Position}");
            _subjects.Add(group());
            _windows.Add(windows(null));
            foreach (var (label, read) in labels) _values[label].Add(read());
        }
    }

    private LabelColumn Label(string name, bool isClasses, IReadOnlyList<int> rows)
    {
        float[] values = [.. rows.Select(row => _values[name][row])];
        bool[] present = [.. values.Select(value => !float.IsNaN(value))];
        float[] known = [.. values.Select(value => float.IsNaN(value) ? 0 : value)];
        return new() { Values = isClasses ? tensor(known.Select(value => (long)value).ToArray()) : tensor(known), Present = tensor(present) };
    }
}
