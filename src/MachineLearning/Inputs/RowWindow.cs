using Microsoft.ML.Data;

namespace Eegavi.MachineLearning.Inputs;

/// <summary>One row of one modality as it came from its column.</summary>
/// <param name="Values">Flat and dense, in the layout's order of axes.</param>
/// <param name="Valid">A bit for each step; no steps = the modality is missing.</param>
/// <param name="Seconds">A second for each step.</param>
internal readonly record struct RowWindow(VBuffer<float> Values, bool[] Valid, float[] Seconds)
{
    /// <summary>A row without the modality.</summary>
    public static RowWindow Missing { get; } = new(default, [], []);
}
