using Eegavi.Models;
using Microsoft.ML;

namespace Eegavi.MachineLearning.Inputs;

/// <summary>The columns that a model reads, found in a schema.</summary>
internal sealed class ModelInputs
{
    private readonly WindowColumn[] _columns;
    private readonly string _query;

    /// <summary>Finds them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">Where modalities are.</param>
    /// <param name="schema">The table's columns.</param>
    /// <param name="isTraining">Whether tables that only training has are read too.</param>
    /// <exception cref="ArgumentException">A column is not there, or does not hold what its encoder wants.</exception>
    public ModelInputs(FusionModel model, IReadOnlyDictionary<string, InputSpec> inputs, DataViewSchema schema, bool isTraining)
    {
        _query = model.Spec.Query.Modality;
        var shapes = model.Windows(new());
        _columns = [.. Read(model.Spec, isTraining).Select(m => new WindowColumn(m, inputs.GetValueOrDefault(m) ?? new(), shapes[m], schema))];
    }

    /// <summary>The modalities that are read.</summary>
    public static IEnumerable<string> Read(ModelSpec model, bool isTraining)
    {
        var now = model with { Sidecars = model.Sidecars.Where(s => isTraining || s.Value.AvailableAtInference).ToDictionary(StringComparer.Ordinal) };
        return FusionOptions.Modalities(now);
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<DataViewSchema.Column> Columns => [.. _columns.SelectMany(column => column.Columns).DistinctBy(column => column.Index)];

    /// <summary>Binds to a row: each call reads one window for each modality, into the memory of windows that are not needed any more.</summary>
    public Func<RowWindow[]?, RowWindow[]> Reader(DataViewRow row)
    {
        var readers = Array.ConvertAll(_columns, column => column.Reader(row));
        return used =>
        {
            var windows = used ?? new RowWindow[readers.Length];
            for (var i = 0; i < readers.Length; i++) windows[i] = readers[i](windows[i]);
            return windows;
        };
    }

    /// <summary>Puts rows together.</summary>
    public IReadOnlyDictionary<string, ModalityWindow> Stack(RowWindow[][] rows)
    {
        var stacks = Stacks(rows.Length);
        for (var i = 0; i < stacks.Length; i++) stacks[i].Add(rows, i);
        return Take(stacks);
    }

    /// <summary>Room for so many rows, by modality in the order of a row's windows.</summary>
    public WindowStack[] Stacks(int rows) => Array.ConvertAll(_columns, column => column.Stack(rows));

    /// <summary>What the stacks hold; a modality that no row has is left out, save the query.</summary>
    public IReadOnlyDictionary<string, ModalityWindow> Take(WindowStack[] stacks)
    {
        var windows = new Dictionary<string, ModalityWindow>(StringComparer.Ordinal);
        for (var i = 0; i < stacks.Length; i++)
            if (stacks[i].Take(isNeeded: _columns[i].Modality == _query) is { } window) windows[_columns[i].Modality] = window;
        return windows;
    }
}
