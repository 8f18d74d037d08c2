using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Eegavi.MachineLearning.Inputs;

/// <summary>Rows of one modality in the tensors that a model reads, written there as they come: windows are large, and each copy of a batch shows.</summary>
/// <param name="layout">Their axes.</param>
/// <param name="most">Rows B that there will be at most.</param>
internal sealed class WindowStack(WindowLayout layout, int most)
{
    private ModalityWindow? _window;
    private int _rows, _steps;

    /// <summary>Adds rows.</summary>
    /// <param name="rows">Rows of all modalities.</param>
    /// <param name="place">Which of them is this one.</param>
    public void Add(ReadOnlySpan<RowWindow[]> rows, int place)
    {
        var steps = 0;
        foreach (var row in rows) steps = Math.Max(steps, row[place].Valid.Length);
        if (steps > _steps) Grow(steps);
        if (_window is not null) Write(rows, place, _window);
        _rows += rows.Length;
    }

    /// <summary>The rows so far, [B, …] with as many steps as the longest has.</summary>
    /// <param name="isNeeded">Whether a window is wanted where no row has the modality.</param>
    /// <returns>Null where no row has any and none is wanted.</returns>
    public ModalityWindow? Take(bool isNeeded)
    {
        if (_window is null && isNeeded) Grow((int)Math.Max(1, layout.Sizes[layout.StepAxis]));
        return _window is null || _rows == most ? _window : First(_window, _rows);
    }

    // Rows that came before had fewer steps, or none.
    private void Grow(int steps)
    {
        var before = _window;
        _window = Room(steps, isEmpty: _rows > 0);
        if (before is not null)
        {
            using var scope = NewDisposeScope();
            var (from, to) = (First(before, _rows), First(_window, _rows));
            to.Values.narrow(layout.StepAxis + 1, 0, _steps).copy_(from.Values);
            to.Valid.narrow(1, 0, _steps).copy_(from.Valid);
            to.Seconds.narrow(1, 0, _steps).copy_(from.Seconds);
            before.Dispose();
        }
        _steps = steps;
    }

    private ModalityWindow Room(int steps, bool isEmpty)
    {
        Tensor Make(long[] sizes, ScalarType type) => isEmpty ? zeros(sizes, type) : empty(sizes, type);
        long[] shape = [most, .. layout.Sizes];
        shape[layout.StepAxis + 1] = steps;
        return new() { Values = Make(shape, ScalarType.Float32), Valid = Make([most, steps], ScalarType.Bool), Seconds = Make([most, steps], ScalarType.Float32) };
    }

    private void Write(ReadOnlySpan<RowWindow[]> rows, int place, ModalityWindow window)
    {
        var values = MemoryMarshal.Cast<byte, float>(window.Values.bytes);
        var valid = MemoryMarshal.Cast<byte, bool>(window.Valid.bytes);
        var seconds = MemoryMarshal.Cast<byte, float>(window.Seconds.bytes);
        var numbers = values.Length / most;
        for (var i = 0; i < rows.Length; i++)
        {
            var (row, at) = (rows[i][place], _rows + i);
            Write(row, values.Slice(at * numbers, numbers));
            Write(row.Valid, valid.Slice(at * _steps, _steps));
            Write(row.Seconds, seconds.Slice(at * _steps, _steps));
        }
    }

    private void Write(RowWindow row, Span<float> into)
    {
        var numbers = row.Values.GetValues();
        var (run, room) = (row.Valid.Length * layout.Inner, _steps * layout.Inner);
        for (var outer = 0; outer < layout.Outer; outer++) Write<float>(numbers.Slice(outer * run, run), into.Slice(outer * room, room));
    }

    // What a shorter row lacks is 0.
    private static void Write<T>(ReadOnlySpan<T> numbers, Span<T> into)
    {
        numbers.CopyTo(into);
        into[numbers.Length..].Clear();
    }

    private static ModalityWindow First(ModalityWindow window, int rows) =>
        new() { Values = window.Values.narrow(0, 0, rows), Valid = window.Valid.narrow(0, 0, rows), Seconds = window.Seconds.narrow(0, 0, rows) };
}
