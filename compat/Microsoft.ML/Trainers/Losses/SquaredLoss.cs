namespace Microsoft.ML.Trainers;

/// <summary>The square of the error.</summary>
public sealed class SquaredLoss : ISupportSdcaRegressionLoss
{
    public double Loss(float output, float label) => (double)(output - label) * (output - label);

    public float Derivative(float output, float label) => 2 * (output - label);

    public float ComputeDualUpdateInvariant(float scaledFeaturesNormSquared) => 1 / (0.5f + scaledFeaturesNormSquared);

    public float DualUpdate(float output, float label, float dual, float invariant, int maxNumThreads)
    {
        var step = (label - output - 0.5f * dual) * invariant;
        return maxNumThreads >= 2 ? step / maxNumThreads : step;
    }

    public double DualLoss(float label, float dual) => dual * ((double)label - dual / 4);
}
