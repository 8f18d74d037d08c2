using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Solvers;
using Model = Microsoft.ML.Calibrators.CalibratedModelParametersBase<Microsoft.ML.Trainers.LinearBinaryModelParameters, Microsoft.ML.Calibrators.PlattCalibrator>;

namespace Microsoft.ML.Trainers;

/// <summary>Logistic regression: yes or no.</summary>
public sealed class LbfgsLogisticRegressionBinaryTrainer : LbfgsTrainerBase<LbfgsLogisticRegressionBinaryTrainer.Options,
    BinaryPredictionTransformer<Model>, Model>
{
    // Over how many steps the mean improvement is taken.
    private const int Steps = 5;

    internal LbfgsLogisticRegressionBinaryTrainer(MLContext environment, Options options)
        : base(environment, options, TrainerColumns.BooleanLabel(options.LabelColumnName)) { }

    /// <summary>Learns on from a linear model of the same features.</summary>
    public BinaryPredictionTransformer<Model> Fit(IDataView trainData, LinearModelParameters modelParameters) =>
        FitFrom(trainData, modelParameters is null ? null : new CalibratedLinearModelParameters([.. modelParameters.Weights], modelParameters.Bias));

    private protected override LinearObjective MakeObjective(TrainingRows rows) =>
        new LogisticObjective(rows.Examples, Settings.L2Regularization);

    private protected override StoppingRule MakeStoppingRule() =>
        new MeanRelativeImprovement(Settings.OptimizationTolerance, Steps, Settings.MaximumNumberOfIterations);

    private protected override double[] ParametersOf(Model model) => [model.SubModel.Bias, .. model.SubModel.Weights];

    private protected override Model MakeModel(double[] parameters, TrainingRows rows) =>
        new CalibratedLinearModelParameters(Array.ConvertAll(parameters[1..], value => (float)value), (float)parameters[0]);

    private protected override BinaryPredictionTransformer<Model> MakeTransformer(Model model, DataViewSchema trainSchema) =>
        new(model, trainSchema, FeatureColumn.Name, LabelColumn.Name);

    private protected override SchemaShape.Column[] OutputColumns(SchemaShape.Column label) => TrainerColumns.OfCalibratedBinary();

    /// <summary>How to learn.</summary>
    public sealed class Options : OptionsBase;
}
