namespace Microsoft.ML.Trainers.Solvers;

/// <summary>Training rows in memory.</summary>
/// <param name="Width">D, the number of features.</param>
/// <param name="Features">[N, D], row after row; float, as tables have them, which is half the memory.</param>
/// <param name="Labels">[N] class index from 0, 0 or 1, or the value to predict.</param>
/// <param name="Weights">[N] how much each row counts.</param>
internal sealed record Examples(int Width, float[] Features, float[] Labels, float[] Weights)
{
    private readonly double[] _row = new double[Width];

    public int Count => Labels.Length;

    /// <summary>A row as the solvers' double, until the next one is asked for.</summary>
    public ReadOnlySpan<double> Row(int index)
    {
        Vectors.Widen(Features.AsSpan(index * Width, Width), _row);
        return _row;
    }

    public double TotalWeight
    {
        get
        {
            var sum = 0.0;
            foreach (var weight in Weights)
                sum += weight;
            return sum;
        }
    }
}
