using Microsoft.ML.Data;

namespace Eegavi.MachineLearning.Inputs;

/// <summary>How the numbers of a row are laid out: the axes of <see cref="ModalityWindow.Values"/> without B.</summary>
/// <param name="Sizes">Their sizes; that of the steps is what a row without steps is given.</param>
/// <param name="StepAxis">Which of them are the steps.</param>
/// <param name="StepSeconds">Seconds from one step to the next; 0 = steps have no time.</param>
internal sealed record WindowLayout(IReadOnlyList<long> Sizes, int StepAxis, double StepSeconds)
{
    /// <summary>Runs of numbers that a row has for each step.</summary>
    public int Outer { get; } = (int)Sizes.Take(StepAxis).Aggregate(1L, (product, size) => product * size);

    /// <summary>Numbers of one such run.</summary>
    public int Inner { get; } = (int)Sizes.Skip(StepAxis + 1).Aggregate(1L, (product, size) => product * size);

    // What complete rows of one length share. One reference, since cursors on several threads read it.
    private Steps _complete = new([], []);

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
        if (complete.Valid.Length != steps) _complete = complete = new([.. Enumerable.Repeat(true, steps)], Evenly(steps));
        return new(values, Missing.Steps(values, steps, Inner) ?? complete.Valid, seconds ?? complete.Seconds);
    }

    /// <summary>As text: <c>[14, *]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", Sizes.Select((size, axis) => axis == StepAxis ? "*" : $"{size}"))}]";

    private sealed record Steps(bool[] Valid, float[] Seconds);

    private float[] Evenly(int steps) => [.. Enumerable.Range(0, steps).Select(step => (float)(StepSeconds > 0 ? (step + 0.5) * StepSeconds : 0))];
}
