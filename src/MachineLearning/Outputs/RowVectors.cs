namespace Eegavi.MachineLearning.Outputs;

/// <summary>A vector of each of some rows, [B, n], one after the other.</summary>
/// <param name="Numbers">B·n of them.</param>
/// <param name="Width">n.</param>
internal readonly record struct RowVectors(float[] Numbers, int Width)
{
    /// <summary>That of a row.</summary>
    public ReadOnlyMemory<float> this[int row] => Numbers.AsMemory(row * Width, Width);
}
