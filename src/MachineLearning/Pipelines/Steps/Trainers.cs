using Microsoft.ML;

namespace Eegavi.MachineLearning.Pipelines;

/// <summary>Classes by maximum entropy (multinomial logistic regression), L-BFGS.</summary>
/// <remarks>Absolute coefficients by OWL-QN: Andrew and Gao 2007, doi:10.1145/1273496.1273501.</remarks>
[Part("lbfgs-maximum-entropy")]
public sealed class LbfgsMaximumEntropyTrainer(LbfgsOptions options) : IHeadTrainer
{
    /// <inheritdoc/>
    public IEstimator<ITransformer> Make(MLContext ml) => ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(
        options.Label, options.Features, l1Regularization: (float)options.L1, l2Regularization: (float)options.L2, optimizationTolerance: (float)options.Tolerance);
}

/// <summary>Two classes by logistic regression, L-BFGS.</summary>
[Part("lbfgs-logistic-regression")]
public sealed class LbfgsLogisticRegressionTrainer(LbfgsOptions options) : IHeadTrainer
{
    /// <inheritdoc/>
    public IEstimator<ITransformer> Make(MLContext ml) => ml.BinaryClassification.Trainers.LbfgsLogisticRegression(
        options.Label, options.Features, l1Regularization: (float)options.L1, l2Regularization: (float)options.L2, optimizationTolerance: (float)options.Tolerance);
}

/// <summary>Classes by maximum entropy, dual coordinate ascent.</summary>
/// <remarks>Shalev-Shwartz and Zhang 2013, arXiv:1209.1873.</remarks>
[Part("sdca-maximum-entropy")]
public sealed class SdcaMaximumEntropyTrainer(SdcaOptions options) : IHeadTrainer
{
    /// <inheritdoc/>
    public IEstimator<ITransformer> Make(MLContext ml) => ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(
        options.Label, options.Features, l2Regularization: (float?)options.L2, l1Regularization: (float?)options.L1, maximumNumberOfIterations: options.Iterations);
}

/// <summary>Two classes by logistic regression, dual coordinate ascent.</summary>
[Part("sdca-logistic-regression")]
public sealed class SdcaLogisticRegressionTrainer(SdcaOptions options) : IHeadTrainer
{
    /// <inheritdoc/>
    public IEstimator<ITransformer> Make(MLContext ml) => ml.BinaryClassification.Trainers.SdcaLogisticRegression(
        options.Label, options.Features, l2Regularization: (float?)options.L2, l1Regularization: (float?)options.L1, maximumNumberOfIterations: options.Iterations);
}

/// <summary>A rating by linear regression, dual coordinate ascent.</summary>
[Part("sdca-regression")]
public sealed class SdcaRegressionTrainer(SdcaOptions options) : IHeadTrainer
{
    /// <inheritdoc/>
    public IEstimator<ITransformer> Make(MLContext ml) => ml.Regression.Trainers.Sdca(
        options.Label, options.Features, l2Regularization: (float?)options.L2, l1Regularization: (float?)options.L1, maximumNumberOfIterations: options.Iterations);
}
