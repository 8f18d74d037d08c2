using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Solvers;

namespace Microsoft.ML.Trainers;

/// <summary>Linear regression.</summary>
public sealed class SdcaRegressionTrainer
    : SdcaTrainerBase<SdcaRegressionTrainer.Options, RegressionPredictionTransformer<LinearRegressionModelParameters>, LinearRegressionModelParameters>
{
    internal SdcaRegressionTrainer(MLContext environment, Options options)
        : base(environment, options, TrainerColumns.NumberLabel(options.LabelColumnName)) { }

    private protected override float DefaultL2(int rows, int passes) => rows switch { > 10000 => 1e-4f, < 200 => 1e-2f, _ => 1e-3f };

    private protected override Solvers.Sdca MakeSolver(TrainingRows rows, SdcaSettings settings) =>
        new ScalarSdca(rows.Examples, Settings.LossFunction, settings);

    private protected override LinearRegressionModelParameters MakeModel(LinearWeights weights, TrainingRows rows) =>
        new(weights.ToFloats(0), (float)weights.Bias(0));

    private protected override RegressionPredictionTransformer<LinearRegressionModelParameters> MakeTransformer(LinearRegressionModelParameters model, DataViewSchema trainSchema) =>
        new(model, trainSchema, FeatureColumn.Name);

    private protected override SchemaShape.Column[] OutputColumns(SchemaShape.Column label) => TrainerColumns.OfRegression();

    /// <summary>How to learn.</summary>
    public sealed class Options : OptionsBase
    {
        public Options()
        {
            ConvergenceTolerance = 0.01f;
            BiasLearningRate = 1;
        }

        public ISupportSdcaRegressionLoss LossFunction { get; set; } = new SquaredLoss();
    }
}
