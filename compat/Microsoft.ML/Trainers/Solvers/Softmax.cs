namespace Microsoft.ML.Trainers.Solvers;

/// <summary>Probabilities from scores.</summary>
internal static class Softmax
{
    /// <summary>Turns scores into probabilities that sum to 1; returns the logarithm of the sum of the scores' exponentials.</summary>
    public static double InPlace(Span<double> scores)
    {
        var max = double.NegativeInfinity;
        foreach (var score in scores)
            max = Math.Max(max, score);
        var sum = 0.0;
        foreach (ref var score in scores)
            sum += score = Math.Exp(score - max);
        foreach (ref var score in scores)
            score /= sum;
        return max + Math.Log(sum);
    }
}
