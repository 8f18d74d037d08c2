using Eegavi.MachineLearning.Inputs;
using Microsoft.ML;

namespace Eegavi.MachineLearning.Views;

/// <summary>Runs a batch ahead over a table with the model's inputs alone, and keeps what the model said of its rows, as numbers: between two moves no tensor lives.</summary>
/// <param name="transformer">Runs the model.</param>
/// <param name="inputs">The columns that the model reads.</param>
/// <param name="cursor">A cursor over them; owned.</param>
/// <param name="wanted">Places of the added columns that are wanted.</param>
internal sealed class RowsAhead(FusionTransformer transformer, ModelInputs inputs, DataViewRowCursor cursor, IReadOnlyList<int> wanted) : IDisposable
{
    private readonly Func<RowWindow[]?, RowWindow[]> _read = inputs.Reader(cursor);
    private readonly RowWindow[]?[] _rows = new RowWindow[]?[transformer.RowsAtOnce(wanted)];
    private int _count;
    private IReadOnlyDictionary<int, float[][]> _values = new Dictionary<int, float[][]>();
    private int _at;

    /// <summary>Goes on to the next row; computes the next batch where the last one is used up.</summary>
    public bool MoveNext()
    {
        if (++_at < _count) return true;
        (_at, _count) = (0, 0);
        for (; _count < _rows.Length && cursor.MoveNext(); _count++) _rows[_count] = _read(_rows[_count]);
        if (_count > 0) _values = transformer.Compute(inputs, new ArraySegment<RowWindow[]>(_rows!, 0, _count), wanted);
        return _count > 0;
    }

    /// <summary>What an added column has in the current row.</summary>
    public ReadOnlyMemory<float> Current(int column) => _values[column][_at];

    public void Dispose() => cursor.Dispose();
}
