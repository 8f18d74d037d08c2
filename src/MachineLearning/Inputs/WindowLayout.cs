using System.Runtime.InteropServices;
using Microsoft.ML.Data;
using static TorchSharp.torch;

namespace Eegavi.MachineLearning.Inputs;

/// <summary>How the numbers of a row are laid out: the axes of <see cref="ModalityWindow.Values"/> without B.</summary>
/// <param name="Sizes">Their sizes; that of the steps is what a row without steps is given.</param>
/// <param name="StepAxis">Which of them are the steps.</param>
/// <param name="StepSeconds">Seconds from one step to the next; 0 = steps have no time.</param>
internal sealed record WindowLayout(IReadOnlyList<long> Sizes, int StepAxis, double StepSeconds)
{
    // A step's numbers lie in Outer runs of Inner.
    private int Outer { get; } = (int)Sizes.Take(StepAxis).Aggregate(1L, (product, size) => product * size);

    private int Inner { get; } = (int)Sizes.Skip(StepAxis + 1).Aggregate(1L, (product, size) => product * size);

    // What complete rows of one length share.
    private RowWindow _complete = RowWindow.Missing;

    /// <summary>Makes a row of flat numbers; a step with NaN is none.</summary>
    /// <param name="values">The numbers; taken over.</param>
    /// <param name="seconds">The second of each step; null = evenly spaced.</param>
    /// <param name="column">Name of the column, for errors.</param>
    /// <exception cref="ArgumentException">There is no whole number of steps, or of seconds not one for each.</exception>
    public RowWindow Row(VBuffer<float> values, float[]? seconds, string column)
    {
        if (values.Length == 0) return RowWindow.Missing;
        var steps = values.Length / (Outer * Inner);
        if (steps * Outer * Inner != values.Length)
            throw new ArgumentException($"Column '{column}': expected rows of {Outer * Inner} numbers for each step ({this}), or none where the modality is missing; got {values.Length}.");
        if (seconds is not null && seconds.Length != steps)
            throw new ArgumentException($"Column '{column}': expected a second for each of {steps} steps; got {seconds.Length}.");
        var complete = _complete;
        if (complete.Valid.Length != steps) _complete = complete = new(default, [.. Enumerable.Repeat(true, steps)], Evenly(steps));
        return new(values, Missing.Steps(values, steps, Inner) ?? complete.Valid, seconds ?? complete.Seconds);
    }

    /// <summary>Puts rows together.</summary>
    /// <param name="rows">The rows B.</param>
    /// <param name="isNeeded">Whether a window is wanted where no row has the modality.</param>
    /// <returns>[B, …] with as many steps as the longest row; null where no row has any and none is wanted.</returns>
    public ModalityWindow? Stack(IReadOnlyList<RowWindow> rows, bool isNeeded)
    {
        var steps = rows.Max(row => row.Valid.Length);
        if (steps == 0 && !isNeeded) return null;
        if (steps == 0) steps = (int)Math.Max(1, Sizes[StepAxis]);
        long[] shape = [rows.Count, .. Sizes];
        shape[StepAxis + 1] = steps;
        // Written where the tensors have them: windows are large, and each copy of a batch shows.
        var isRagged = rows.Any(row => row.Valid.Length < steps);
        Tensor Room(long[] sizes, ScalarType type) => isRagged ? zeros(sizes, type) : empty(sizes, type);
        var window = new ModalityWindow { Values = Room(shape, ScalarType.Float32), Valid = Room([rows.Count, steps], ScalarType.Bool), Seconds = Room([rows.Count, steps], ScalarType.Float32) };
        Fill(rows, MemoryMarshal.Cast<byte, float>(window.Values.bytes), steps);
        var valid = MemoryMarshal.Cast<byte, bool>(window.Valid.bytes);
        var seconds = MemoryMarshal.Cast<byte, float>(window.Seconds.bytes);
        for (var i = 0; i < rows.Count; i++)
        {
            rows[i].Valid.CopyTo(valid[(i * steps)..]);
            rows[i].Seconds.CopyTo(seconds[(i * steps)..]);
        }
        return window;
    }

    /// <summary>As text: <c>[14, *]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", Sizes.Select((size, axis) => axis == StepAxis ? "*" : $"{size}"))}]";

    private void Fill(IReadOnlyList<RowWindow> rows, Span<float> into, int room)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            var run = rows[i].Valid.Length * Inner;
            for (var o = 0; o < Outer; o++) rows[i].Values.GetValues().Slice(o * run, run).CopyTo(into[(((i * Outer) + o) * room * Inner)..]);
        }
    }

    private float[] Evenly(int steps) => [.. Enumerable.Range(0, steps).Select(step => (float)(StepSeconds > 0 ? (step + 0.5) * StepSeconds : 0))];
}
