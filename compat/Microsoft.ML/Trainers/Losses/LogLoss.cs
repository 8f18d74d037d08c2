namespace Microsoft.ML.Trainers;

/// <summary>Minus the log likelihood of the label under a sigmoid of the score.</summary>
public sealed class LogLoss : ISupportSdcaClassificationLoss
{
    // Keeps a loss finite where the score is certain and wrong.
    private const double SmallestProbability = 1e-8;

    public double Loss(float output, float label) =>
        -Math.Log(Math.Max(Sigmoid(label > 0 ? output : -output), SmallestProbability));

    public float Derivative(float output, float label) =>
        (float)(label > 0 ? Sigmoid(output) - 1 : Sigmoid(output));

    public float ComputeDualUpdateInvariant(float scaledFeaturesNormSquared) =>
        1 / Math.Max(1, 0.25f + scaledFeaturesNormSquared);

    public float DualUpdate(float output, float label, float dual, float invariant, int maxNumThreads)
    {
        var sign = label > 0 ? 1 : -1;
        return DampedStep.For((float)((Sigmoid(-sign * output) * sign - dual) * invariant), maxNumThreads);
    }

    public double DualLoss(float label, float dual)
    {
        var share = label > 0 ? dual : -dual;
        return share is >= 0 and <= 1 ? -(PLogP(share) + PLogP(1.0 - share)) : double.NegativeInfinity;
    }

    private static double PLogP(double p) => p == 0 ? 0 : p * Math.Log(p);

    private static double Sigmoid(double score) => 1 / (1 + Math.Exp(-score));
}
