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
    private RowVectors[] _values = [];
    private int _at;
    private bool _failed;

    /// <summary>Goes on to the next row; computes the next batch where the last one is used up.</summary>
    /// <exception cref="InvalidOperationException">It failed before: rows after that would stand beside those of others.</exception>
    public bool MoveNext()
    {
        if (_failed) throw new InvalidOperationException("Expected no further row after one that could not be read or computed. Open another cursor, on a table without such rows.");
        if (++_at < _count) return true;
        _failed = true;
        var more = Compute();
        _failed = false;
        return more;
    }

    /// <summary>What an added column has in the current row.</summary>
    public ReadOnlyMemory<float> Current(int column) => _values[column][_at];

    public void Dispose() => cursor.Dispose();

    private bool Compute()
    {
        using var scope = NewDisposeScope();
        (_at, _count) = (0, 0);
        for (; _count < _most && cursor.MoveNext(); _count++) _rows.Read();
        if (_count > 0) _values = transformer.Compute(_rows.Take(), _count, wanted);
        return _count > 0;
    }
}
