using Eegavi.MachineLearning.Inputs;
using Eegavi.MachineLearning.Outputs;
using Microsoft.ML;
using static TorchSharp.torch;

namespace Eegavi.MachineLearning.Views;

/// <summary>Runs a batch ahead over a table with the model's inputs alone, and keeps what the model said of its rows, as numbers: between two moves no tensor lives.</summary>
/// <param name="transformer">Runs the model.</param>
/// <param name="inputs">The columns that the model reads.</param>
/// <param name="cursor">A cursor over them; owned.</param>
/// <param name="wanted">Places of the added columns that are wanted.</param>
internal sealed class RowsAhead(FusionTransformer transformer, ModelInputs inputs, DataViewRowCursor cursor, IReadOnlyList<int> wanted) : IDisposable
{
    private readonly int _most = transformer.RowsAtOnce(wanted);
    private readonly RowStack _rows = new(inputs, cursor, transformer.RowsAtOnce(wanted));
    private int _count;
    private IReadOnlyDictionary<int, RowVectors> _values = new Dictionary<int, RowVectors>();
    private int _at;

    /// <summary>Goes on to the next row; computes the next batch where the last one is used up.</summary>
    public bool MoveNext()
    {
        if (++_at < _count) return true;
        using var scope = NewDisposeScope();
        (_at, _count) = (0, 0);
        for (; _count < _most && cursor.MoveNext(); _count++) _rows.Read();
        if (_count > 0) _values = transformer.Compute(_rows.Take(), _count, wanted);
        return _count > 0;
    }

    /// <summary>What an added column has in the current row.</summary>
    public ReadOnlyMemory<float> Current(int column) => _values[column][_at];

    public void Dispose() => cursor.Dispose();
}
