using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Solvers;

namespace Microsoft.ML.Trainers;

/// <summary>Multinomial logistic regression: a softmax over linear scores.</summary>
public sealed class LbfgsMaximumEntropyMulticlassTrainer : LbfgsTrainerBase<LbfgsMaximumEntropyMulticlassTrainer.Options,
    MulticlassPredictionTransformer<MaximumEntropyModelParameters>, MaximumEntropyModelParameters>
{
    // How much less an older step weighs in the mean improvement.
    private const double Decay = 0.25;

    internal LbfgsMaximumEntropyMulticlassTrainer(MLContext environment, Options options)
        : base(environment, options, TrainerColumns.KeyLabel(options.LabelColumnName)) { }

    /// <summary>Learns on from a model of the same classes and features.</summary>
    public MulticlassPredictionTransformer<MaximumEntropyModelParameters> Fit(IDataView trainData, MaximumEntropyModelParameters modelParameters) =>
        FitFrom(trainData, modelParameters);

    private protected override LinearObjective MakeObjective(TrainingRows rows) =>
        new SoftmaxObjective(rows.Examples, rows.Classes, Settings.L2Regularization);

    private protected override StoppingRule MakeStoppingRule() =>
        new MeanImprovement(Settings.OptimizationTolerance, Decay, Settings.MaximumNumberOfIterations);

    private protected override double[] ParametersOf(MaximumEntropyModelParameters model)
    {
        VBuffer<float>[] weights = null;
        model.GetWeights(ref weights, out _);
        return [.. model.GetBiases(), .. weights.SelectMany(one => one.DenseValues())];
    }

    private protected override MaximumEntropyModelParameters MakeModel(double[] parameters, TrainingRows rows)
    {
        var (classes, numbers) = (rows.Classes, Array.ConvertAll(parameters, value => (float)value));
        return new MaximumEntropyModelParameters([.. numbers[classes..].Chunk(rows.Examples.Width)], numbers[..classes], rows.ClassNames());
    }

    private protected override MulticlassPredictionTransformer<MaximumEntropyModelParameters> MakeTransformer(MaximumEntropyModelParameters model, DataViewSchema trainSchema) =>
        new(model, trainSchema, FeatureColumn.Name, LabelColumn.Name);

    private protected override SchemaShape.Column[] OutputColumns(SchemaShape.Column label) => TrainerColumns.OfMulticlass(label);

    /// <summary>How to learn.</summary>
    public sealed class Options : OptionsBase;
}
