namespace Microsoft.ML.Trainers;

/// <summary>What a prediction costs.</summary>
public interface ILossFunction<in TOutput, in TLabel>
{
    double Loss(TOutput output, TLabel label);
}

/// <summary>A loss of one score, with its slope.</summary>
public interface IScalarLoss : ILossFunction<float, float>
{
    float Derivative(float output, float label);
}

/// <summary>A loss whose label above 0 means yes.</summary>
public interface IClassificationLoss : IScalarLoss;

/// <summary>A loss whose label is the value to predict.</summary>
public interface IRegressionLoss : IScalarLoss;

/// <summary>A loss that knows how its dual variable best changes, with all others kept.</summary>
/// <remarks>Shalev-Shwartz and Zhang 2013, Stochastic dual coordinate ascent methods, JMLR 14, section 6.2.</remarks>
public interface ISupportSdcaLoss : IScalarLoss
{
    /// <summary>What <see cref="DualUpdate"/> needs of the row: depends on weight * |x|^2 / (l2 * rows) only.</summary>
    float ComputeDualUpdateInvariant(float scaledFeaturesNormSquared);

    /// <summary>How much to change the row's dual variable.</summary>
    float DualUpdate(float output, float label, float dual, float invariant, int maxNumThreads);

    /// <summary>Minus the convex conjugate of the loss at minus the dual variable.</summary>
    double DualLoss(float label, float dual);
}

/// <summary>A classification loss for dual coordinate ascent.</summary>
public interface ISupportSdcaClassificationLoss : ISupportSdcaLoss, IClassificationLoss;

/// <summary>A regression loss for dual coordinate ascent.</summary>
public interface ISupportSdcaRegressionLoss : ISupportSdcaLoss, IRegressionLoss;
