using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Solvers;
using Model = Microsoft.ML.Calibrators.CalibratedModelParametersBase<Microsoft.ML.Trainers.LinearBinaryModelParameters, Microsoft.ML.Calibrators.PlattCalibrator>;

namespace Microsoft.ML.Trainers;

/// <summary>Dual ascent on yes or no.</summary>
public abstract class SdcaBinaryTrainerBase<TModelParameters>
    : SdcaTrainerBase<SdcaBinaryTrainerBase<TModelParameters>.BinaryOptionsBase, BinaryPredictionTransformer<TModelParameters>, TModelParameters>
    where TModelParameters : class
{
    private protected SdcaBinaryTrainerBase(MLContext environment, BinaryOptionsBase options)
        : base(environment, options, TrainerColumns.BooleanLabel(options.LabelColumnName)) { }

    public override TrainerInfo Info { get; } = new();

    private protected sealed override Solvers.Sdca MakeSolver(TrainingRows rows, SdcaSettings settings)
    {
        var (labels, weights) = (rows.Examples.Labels, rows.Examples.Weights);
        float[] weighted = [.. labels.Zip(weights, (label, weight) => label > 0 ? weight * Settings.PositiveInstanceWeight : weight)];
        return new ScalarSdca(rows.Examples with { Weights = weighted }, new LogLoss(), settings);
    }

    private protected sealed override BinaryPredictionTransformer<TModelParameters> MakeTransformer(TModelParameters model, DataViewSchema trainSchema) =>
        new(model, trainSchema, FeatureColumn.Name, LabelColumn.Name);

    /// <summary>How to learn.</summary>
    public class BinaryOptionsBase : OptionsBase
    {
        /// <summary>How much a yes counts next to a no.</summary>
        public float PositiveInstanceWeight = 1;
    }
}

/// <summary>Logistic regression: yes or no.</summary>
public sealed class SdcaLogisticRegressionBinaryTrainer : SdcaBinaryTrainerBase<Model>
{
    internal SdcaLogisticRegressionBinaryTrainer(MLContext environment, Options options) : base(environment, options) { }

    private protected override Model MakeModel(LinearWeights weights, TrainingRows rows) =>
        new CalibratedLinearModelParameters(weights.ToFloats(0), (float)weights.Bias(0));

    private protected override SchemaShape.Column[] OutputColumns(SchemaShape.Column label) => TrainerColumns.OfCalibratedBinary();

    /// <summary>How to learn.</summary>
    public sealed class Options : BinaryOptionsBase;
}
