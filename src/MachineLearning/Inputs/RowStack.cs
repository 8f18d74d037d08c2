using Microsoft.ML;

namespace Eegavi.MachineLearning.Inputs;

/// <summary>Reads rows and puts them together, a few at a time: what was read is still in the cache when it is copied, and its memory serves what is read next.</summary>
/// <param name="inputs">The columns.</param>
/// <param name="row">Each <see cref="Read"/> reads what it then holds.</param>
/// <param name="most">Rows at most before they are taken.</param>
internal sealed class RowStack(ModelInputs inputs, DataViewRow row, int most)
{
    // Numbers that wait to be copied: 32 KiB.
    private const int Waiting = 1 << 13;

    private readonly Func<RowWindow[]?, RowWindow[]> _read = inputs.Reader(row);
    private readonly RowWindow[][] _rows = new RowWindow[most][];
    private WindowStack[]? _stacks;
    private int _count, _numbers;

    /// <summary>Reads the row.</summary>
    public void Read()
    {
        var windows = _rows[_count] = _read(_rows[_count]);
        _count++;
        foreach (var window in windows) _numbers += window.Values.Length;
        if (_numbers >= Waiting) Copy();
    }

    /// <summary>What was read since the last time. The tensors are the caller's.</summary>
    public IReadOnlyDictionary<string, ModalityWindow> Take()
    {
        Copy();
        var windows = inputs.Take(_stacks!);
        _stacks = null;
        return windows;
    }

    private void Copy()
    {
        _stacks ??= inputs.Stacks(most);
        for (var i = 0; i < _stacks.Length; i++) _stacks[i].Add(_rows.AsSpan(0, _count), i);
        (_count, _numbers) = (0, 0);
    }
}
