using Microsoft.ML.Trainers;
using Binary = Microsoft.ML.BinaryClassificationCatalog.BinaryClassificationTrainers;
using Multiclass = Microsoft.ML.MulticlassClassificationCatalog.MulticlassClassificationTrainers;
using Regression = Microsoft.ML.RegressionCatalog.RegressionTrainers;

namespace Microsoft.ML;

/// <summary>The trainers of linear models.</summary>
public static class StandardTrainersCatalog
{
    /// <summary>Multinomial logistic regression; see <see cref="LbfgsMaximumEntropyMulticlassTrainer"/>.</summary>
    public static LbfgsMaximumEntropyMulticlassTrainer LbfgsMaximumEntropy(this Multiclass catalog, LbfgsMaximumEntropyMulticlassTrainer.Options options) =>
        new(catalog.Environment, options ?? throw new ArgumentNullException(nameof(options)));

    public static LbfgsMaximumEntropyMulticlassTrainer LbfgsMaximumEntropy(this Multiclass catalog, string labelColumnName = DefaultNames.Label,
        string featureColumnName = DefaultNames.Features, string exampleWeightColumnName = null, float l1Regularization = 1, float l2Regularization = 1,
        float optimizationTolerance = 1e-7f, int historySize = 20, bool enforceNonNegativity = false) =>
        new(catalog.Environment, LbfgsMaximumEntropyMulticlassTrainer.Filled(new(), (labelColumnName, featureColumnName, exampleWeightColumnName),
            l1Regularization, l2Regularization, optimizationTolerance, historySize, enforceNonNegativity));

    /// <summary>Logistic regression; see <see cref="LbfgsLogisticRegressionBinaryTrainer"/>.</summary>
    public static LbfgsLogisticRegressionBinaryTrainer LbfgsLogisticRegression(this Binary catalog, LbfgsLogisticRegressionBinaryTrainer.Options options) =>
        new(catalog.Environment, options ?? throw new ArgumentNullException(nameof(options)));

    public static LbfgsLogisticRegressionBinaryTrainer LbfgsLogisticRegression(this Binary catalog, string labelColumnName = DefaultNames.Label,
        string featureColumnName = DefaultNames.Features, string exampleWeightColumnName = null, float l1Regularization = 1, float l2Regularization = 1,
        float optimizationTolerance = 1e-7f, int historySize = 20, bool enforceNonNegativity = false) =>
        new(catalog.Environment, LbfgsLogisticRegressionBinaryTrainer.Filled(new(), (labelColumnName, featureColumnName, exampleWeightColumnName),
            l1Regularization, l2Regularization, optimizationTolerance, historySize, enforceNonNegativity));

    /// <summary>Classes by dual ascent; see <see cref="SdcaMaximumEntropyMulticlassTrainer"/>.</summary>
    public static SdcaMaximumEntropyMulticlassTrainer SdcaMaximumEntropy(this Multiclass catalog, SdcaMaximumEntropyMulticlassTrainer.Options options) =>
        new(catalog.Environment, options ?? throw new ArgumentNullException(nameof(options)));

    public static SdcaMaximumEntropyMulticlassTrainer SdcaMaximumEntropy(this Multiclass catalog, string labelColumnName = DefaultNames.Label,
        string featureColumnName = DefaultNames.Features, string exampleWeightColumnName = null, float? l2Regularization = null,
        float? l1Regularization = null, int? maximumNumberOfIterations = null) =>
        new(catalog.Environment, SdcaMaximumEntropyMulticlassTrainer.Filled(new SdcaMaximumEntropyMulticlassTrainer.Options(),
            (labelColumnName, featureColumnName, exampleWeightColumnName), l2Regularization, l1Regularization, maximumNumberOfIterations));

    /// <summary>Yes or no by dual ascent; see <see cref="SdcaLogisticRegressionBinaryTrainer"/>.</summary>
    public static SdcaLogisticRegressionBinaryTrainer SdcaLogisticRegression(this Binary catalog, SdcaLogisticRegressionBinaryTrainer.Options options) =>
        new(catalog.Environment, options ?? throw new ArgumentNullException(nameof(options)));

    public static SdcaLogisticRegressionBinaryTrainer SdcaLogisticRegression(this Binary catalog, string labelColumnName = DefaultNames.Label,
        string featureColumnName = DefaultNames.Features, string exampleWeightColumnName = null, float? l2Regularization = null,
        float? l1Regularization = null, int? maximumNumberOfIterations = null) =>
        new(catalog.Environment, SdcaLogisticRegressionBinaryTrainer.Filled(new SdcaLogisticRegressionBinaryTrainer.Options(),
            (labelColumnName, featureColumnName, exampleWeightColumnName), l2Regularization, l1Regularization, maximumNumberOfIterations));

    /// <summary>A value by dual ascent; see <see cref="SdcaRegressionTrainer"/>.</summary>
    public static SdcaRegressionTrainer Sdca(this Regression catalog, SdcaRegressionTrainer.Options options) =>
        new(catalog.Environment, options ?? throw new ArgumentNullException(nameof(options)));

    public static SdcaRegressionTrainer Sdca(this Regression catalog, string labelColumnName = DefaultNames.Label,
        string featureColumnName = DefaultNames.Features, string exampleWeightColumnName = null, ISupportSdcaRegressionLoss lossFunction = null,
        float? l2Regularization = null, float? l1Regularization = null, int? maximumNumberOfIterations = null) =>
        new(catalog.Environment, SdcaRegressionTrainer.Filled(new SdcaRegressionTrainer.Options { LossFunction = lossFunction ?? new SquaredLoss() },
            (labelColumnName, featureColumnName, exampleWeightColumnName), l2Regularization, l1Regularization, maximumNumberOfIterations));
}
