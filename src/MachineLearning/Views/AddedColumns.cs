using Eegavi.MachineLearning.Outputs;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Eegavi.MachineLearning.Views;

/// <summary>A table's columns with those that the model adds behind them.</summary>
internal sealed class AddedColumns
{
    /// <summary>Adds columns; one that has the name of an older one hides it.</summary>
    public AddedColumns(DataViewSchema input, IReadOnlyList<OutputColumn> added)
    {
        (Input, Added) = (input, added);
        var schema = new DataViewSchema.Builder();
        schema.AddColumns(input.Select(column => new DataViewSchema.DetachedColumn(column)));
        schema.AddColumns(added.Select(column => column.Detached()));
        Schema = schema.ToSchema();
    }

    /// <summary>The table's own columns.</summary>
    public DataViewSchema Input { get; }

    /// <summary>What is added.</summary>
    public IReadOnlyList<OutputColumn> Added { get; }

    /// <summary>All of them.</summary>
    public DataViewSchema Schema { get; }

    /// <summary>Splits columns into those of the table and the places of those that are added.</summary>
    public (IReadOnlyList<DataViewSchema.Column> Own, IReadOnlyList<int> Added) Split(IEnumerable<DataViewSchema.Column> columns)
    {
        var indices = columns.Select(column => column.Index).Distinct().Order().ToLookup(index => index < Input.Count);
        return ([.. indices[true].Select(index => Input[index])], [.. indices[false].Select(index => index - Input.Count)]);
    }

    /// <summary>A getter of an added column, as the caller wants it.</summary>
    /// <exception cref="InvalidOperationException">The caller wants another type.</exception>
    public ValueGetter<TValue> Getter<TValue>(DataViewSchema.Column column, Func<int, ReadOnlyMemory<float>> current)
    {
        var place = column.Index - Input.Count;
        ValueGetter<VBuffer<float>> getter = (ref VBuffer<float> value) =>
        {
            var numbers = current(place).Span;
            var editor = VBufferEditor.Create(ref value, numbers.Length);
            numbers.CopyTo(editor.Values);
            value = editor.Commit();
        };
        return getter as ValueGetter<TValue> ?? throw new InvalidOperationException($"Column '{column.Name}': expected a getter of {typeof(VBuffer<float>)}; got {typeof(TValue)}.");
    }
}
