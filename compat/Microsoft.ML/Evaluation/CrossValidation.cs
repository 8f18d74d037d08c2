using Microsoft.ML.Data;

namespace Microsoft.ML;

public abstract partial class TrainCatalogBase
{
    /// <summary>Learns from all folds but one and scores that one, for each fold.</summary>
    private protected IReadOnlyList<CrossValidationResult<T>> CrossValidate<T>(IDataView data, IEstimator<ITransformer> estimator, int numberOfFolds,
        string labelColumnName, string samplingKeyColumnName, int? seed, Func<IDataView, T> evaluate) where T : class
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(estimator);
        ArgumentException.ThrowIfNullOrEmpty(labelColumnName);
        return [.. Environment.Data.CrossValidationSplit(data, numberOfFolds, samplingKeyColumnName, seed).Select((split, fold) =>
        {
            var model = estimator.Fit(split.TrainSet);
            var scored = model.Transform(split.TestSet);
            return new CrossValidationResult<T>(model, evaluate(scored), scored, fold);
        })];
    }

    /// <summary>One fold: what was learned from the others, and how well it did on it.</summary>
    public sealed class CrossValidationResult<T> where T : class
    {
        internal CrossValidationResult(ITransformer model, T metrics, IDataView scored, int fold) =>
            (Model, Metrics, ScoredHoldOutSet, Fold) = (model, metrics, scored, fold);

        public readonly T Metrics;

        public readonly ITransformer Model;

        public readonly IDataView ScoredHoldOutSet;

        /// <summary>Its number, from 0.</summary>
        public readonly int Fold;
    }
}

public sealed partial class MulticlassClassificationCatalog
{
    /// <summary>Learns and evaluates once a fold. Rows of one <paramref name="samplingKeyColumnName"/> stay together; folds of few groups may be empty.</summary>
    public IReadOnlyList<CrossValidationResult<MulticlassClassificationMetrics>> CrossValidate(IDataView data, IEstimator<ITransformer> estimator,
        int numberOfFolds = 5, string labelColumnName = DefaultNames.Label, string samplingKeyColumnName = null, int? seed = null) =>
        CrossValidate(data, estimator, numberOfFolds, labelColumnName, samplingKeyColumnName, seed, scored => Evaluate(scored, labelColumnName));
}

public sealed partial class BinaryClassificationCatalog
{
    /// <summary>Learns and evaluates once a fold. Rows of one <paramref name="samplingKeyColumnName"/> stay together; a fold without a yes or a no is an error.</summary>
    public IReadOnlyList<CrossValidationResult<CalibratedBinaryClassificationMetrics>> CrossValidate(IDataView data, IEstimator<ITransformer> estimator,
        int numberOfFolds = 5, string labelColumnName = DefaultNames.Label, string samplingKeyColumnName = null, int? seed = null) =>
        CrossValidate(data, estimator, numberOfFolds, labelColumnName, samplingKeyColumnName, seed, scored => Evaluate(scored, labelColumnName));

    /// <summary>The same for models that give no probabilities.</summary>
    public IReadOnlyList<CrossValidationResult<BinaryClassificationMetrics>> CrossValidateNonCalibrated(IDataView data, IEstimator<ITransformer> estimator,
        int numberOfFolds = 5, string labelColumnName = DefaultNames.Label, string samplingKeyColumnName = null, int? seed = null) =>
        CrossValidate(data, estimator, numberOfFolds, labelColumnName, samplingKeyColumnName, seed, scored => EvaluateNonCalibrated(scored, labelColumnName));
}

public sealed partial class RegressionCatalog
{
    /// <summary>Learns and evaluates once a fold. Rows of one <paramref name="samplingKeyColumnName"/> stay together; folds of few groups may be empty.</summary>
    public IReadOnlyList<CrossValidationResult<RegressionMetrics>> CrossValidate(IDataView data, IEstimator<ITransformer> estimator,
        int numberOfFolds = 5, string labelColumnName = DefaultNames.Label, string samplingKeyColumnName = null, int? seed = null) =>
        CrossValidate(data, estimator, numberOfFolds, labelColumnName, samplingKeyColumnName, seed, scored => Evaluate(scored, labelColumnName));
}
