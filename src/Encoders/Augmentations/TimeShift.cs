using System.ComponentModel.DataAnnotations;
using static TorchSharp.torch;

namespace Eegavi.Encoders;

/// <summary>Options of <see cref="TimeShift"/>.</summary>
public sealed record TimeShiftOptions : PartOptions<IAugmentation>
{
    /// <summary>Largest shift to either side, in seconds. Default 0.1.</summary>
    [Range(0.0, 3600.0)] public double Seconds { get; init; } = 0.1;
}

/// <summary>Moves a row along its clock by whole steps; what comes in from outside the window is not there.</summary>
/// <remarks>
/// out[t] = in[t − k] for values and validity, k uniform within ± seconds; times stay. A step's length is that of the row's real steps on average; a row with fewer than two stays.
/// </remarks>
[Part("time-shift")]
public sealed class TimeShift(TimeShiftOptions options) : IAugmentation
{
    /// <inheritdoc/>
    public ModalityWindow Change(ModalityWindow window)
    {
        using var scope = NewDisposeScope();
        var axis = window.StepAxis();
        var (rows, steps) = (window.Valid.shape[0], window.Valid.shape[1]);
        var shift = (rand(rows, device: window.Values.device) * 2 - 1) * options.Seconds * StepsPerSecond(window);
        var source = arange(steps, ScalarType.Int64, window.Values.device).unsqueeze(0) - shift.round().to_type(ScalarType.Int64).unsqueeze(1);   // [B, N]
        var inside = source.ge(0).logical_and(source.lt(steps));
        source = source.clamp(0, steps - 1);
        var valid = window.Valid.gather(1, source).logical_and(inside).MoveToOuterDisposeScope();
        var moved = window.Values.gather(axis, window.PerStep(source).expand_as(window.Values)).MoveToOuterDisposeScope();
        return new() { Values = moved, Valid = valid, Seconds = window.Seconds };
    }

    // [B]; 0 where a row has no two steps.
    private static Tensor StepsPerSecond(ModalityWindow window)
    {
        var last = window.Seconds.masked_fill(window.Valid.logical_not(), float.NegativeInfinity).amax([1]);
        var first = window.Seconds.masked_fill(window.Valid.logical_not(), float.PositiveInfinity).amin([1]);
        var length = last - first;
        return where(length.gt(0).logical_and(length.isfinite()), (window.Valid.sum(1) - 1) / length, zeros_like(length));
    }
}
