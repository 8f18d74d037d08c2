using Eegavi.Data.Manifests;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Eegavi.MachineLearning.Inputs;

/// <summary>The column that a modality is read from, found in a schema.</summary>
internal sealed class WindowColumn
{
    private readonly DataViewSchema.Column _values;
    private readonly DataViewSchema.Column? _beside;
    private readonly InputSpec _input;
    private readonly WindowLayout _layout;

    /// <summary>Finds the column.</summary>
    /// <param name="modality">The modality.</param>
    /// <param name="input">Where it is, and its axes.</param>
    /// <param name="wanted">What its encoder wants; null = it cannot tell.</param>
    /// <param name="schema">The table's columns.</param>
    /// <exception cref="ArgumentException">The column is not there, or does not hold what the encoder wants.</exception>
    public WindowColumn(string modality, InputSpec input, WindowShape? wanted, DataViewSchema schema)
    {
        (Modality, _input) = (modality, input);
        var isFile = input.File is not null;
        _values = Find(schema, input.Column ?? modality, $"the modality '{modality}'", isFile ? "paths as text" : "vectors of Single", type => isFile ? type is TextDataViewType : IsVector(type));
        if (input.SecondsColumn is not null) _beside = Find(schema, input.SecondsColumn, $"the seconds of '{modality}'", "vectors of Single", IsVector);
        if (input.StartColumn is not null) _beside = Find(schema, input.StartColumn, $"the starts of '{modality}'", "Single", type => type is NumberDataViewType && type.RawType == typeof(float));
        if (wanted is null) throw new ArgumentException($"Modality '{modality}': expected an encoder that says which windows it reads; its {nameof(IEncoder.Window)} returns nothing.");
        _layout = new(Sizes(wanted), wanted.StepAxis, input.StepSeconds ?? wanted.StepSeconds);
    }

    /// <summary>The modality.</summary>
    public string Modality { get; }

    /// <summary>The columns that it needs.</summary>
    public IEnumerable<DataViewSchema.Column> Columns => _beside is { } beside ? [_values, beside] : [_values];

    /// <summary>Binds to a row: each call reads what the row then holds.</summary>
    public RowReader Reader(DataViewRow row)
    {
        if (_input.File is { } file) return FileRows.Reader(row, _values, _beside, file, _layout);
        var values = row.GetGetter<VBuffer<float>>(_values);
        var seconds = _beside is { } column ? row.GetGetter<VBuffer<float>>(column) : null;
        VBuffer<float> times = default;
        return used =>
        {
            var numbers = used.Values;
            values(ref numbers);
            if (!numbers.IsDense) numbers = Dense(numbers);
            seconds?.Invoke(ref times);
            return _layout.Row(numbers, seconds is null ? null : [.. times.DenseValues()], _values.Name);
        };
    }

    /// <summary>Room for so many rows.</summary>
    public WindowStack Stack(int rows) => new(_layout, rows);

    private static DataViewSchema.Column Find(DataViewSchema schema, string name, string what, string expected, Func<DataViewType, bool> fits)
    {
        var column = schema.GetColumnOrNull(name) ?? throw new ArgumentException(
            $"Expected the column '{name}' with {what}; got {string.Join(", ", schema.Where(c => !c.IsHidden).Select(c => c.Name))}. A modality that is missing everywhere is a column of empty vectors.");
        return fits(column.Type) ? column : throw new ArgumentException($"Column '{name}': expected {expected} for {what}; got {column.Type}.");
    }

    private static bool IsVector(DataViewType type) => type is VectorDataViewType { ItemType: NumberDataViewType { RawType: var raw } } && raw == typeof(float);

    // What the user says, else the axes of the column's type or of the pictures that are read, else what the encoder wants.
    private long[] Sizes(WindowShape wanted)
    {
        int[] own = _values.Type is VectorDataViewType { Dimensions: { Length: > 1 } dimensions } ? [.. dimensions] : [];
        long[] sizes = _input.Shape.Count > 0 ? [.. _input.Shape.Select(size => (long)size)]
            : _input.File is { Kind: ModalityKind.Video, Prepare: var pictures } ? [1, 3, pictures.Height, pictures.Width]
            : own.Length == wanted.Sizes.Count ? [.. own.Select(size => (long)size)]
            : [.. wanted.Sizes];
        var step = sizes.Where((_, axis) => axis != wanted.StepAxis).ToArray();
        if (sizes.Length != wanted.Sizes.Count || step.Any(size => size <= 0) || step.Aggregate(1.0, (product, size) => product * size) > Array.MaxLength)
            throw new ArgumentException($"Column '{_values.Name}': expected the axes {wanted.Axes} of the modality '{Modality}', each with its size save the steps; got [{string.Join(", ", sizes)}].");
        return sizes;
    }

    private static VBuffer<float> Dense(VBuffer<float> sparse)
    {
        VBuffer<float> dense = default;
        sparse.CopyToDense(ref dense);
        return dense;
    }
}
