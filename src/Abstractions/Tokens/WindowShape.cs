namespace Eegavi;

/// <summary>The shape of a <see cref="ModalityWindow"/> without its rows, with the meaning of its axes.</summary>
/// <param name="Axes">Their letters, for example <c>C S</c>.</param>
/// <param name="Sizes">Their sizes.</param>
/// <param name="StepAxis">Which of them are the steps: samples, frames, tokens, or a table's columns.</param>
/// <param name="StepSeconds">Seconds from one step to the next; 0 = steps have no time.</param>
public sealed record WindowShape(string Axes, IReadOnlyList<long> Sizes, int StepAxis, double StepSeconds)
{
    /// <summary>How many steps a window has.</summary>
    public long Steps => Sizes[StepAxis];

    /// <summary>As text: <c>[B, C=14, S=1024]</c>.</summary>
    public override string ToString() => $"[B, {string.Join(", ", Axes.Split(' ').Zip(Sizes, (axis, size) => $"{axis}={size}"))}]";
}

/// <summary>What is assumed of windows where no data set says how large they are.</summary>
public sealed record WindowAssumptions
{
    /// <summary>Length of a window in seconds. Default 8.</summary>
    public double Seconds { get; init; } = 8;

    /// <summary>Video: frames per second. Default 1.</summary>
    public double FramesPerSecond { get; init; } = 1;

    /// <summary>Video: pixels down. Default 32.</summary>
    public int Height { get; init; } = 32;

    /// <summary>Video: pixels across. Default 32.</summary>
    public int Width { get; init; } = 32;

    /// <summary>Steps of a window at a rate, at least one.</summary>
    /// <param name="rateHz">Steps per second.</param>
    public long Steps(double rateHz) => Math.Max(1, (long)Math.Round(Seconds * rateHz));
}
