namespace Microsoft.ML.Trainers.Solvers;

/// <summary>Training rows in memory.</summary>
/// <param name="Width">D, the number of features.</param>
/// <param name="Features">[N, D], row after row.</param>
/// <param name="Labels">[N] class index from 0, 0 or 1, or the value to predict.</param>
/// <param name="Weights">[N] how much each row counts.</param>
internal sealed record Examples(int Width, double[] Features, float[] Labels, float[] Weights)
{
    public int Count => Labels.Length;

    public ReadOnlySpan<double> Row(int index) => Features.AsSpan(index * Width, Width);

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
