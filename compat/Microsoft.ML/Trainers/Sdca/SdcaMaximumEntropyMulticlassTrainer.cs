using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Solvers;

namespace Microsoft.ML.Trainers;

/// <summary>Dual ascent on which of several classes.</summary>
public abstract class SdcaMulticlassTrainerBase<TModel>
    : SdcaTrainerBase<SdcaMulticlassTrainerBase<TModel>.MulticlassOptions, MulticlassPredictionTransformer<TModel>, TModel> where TModel : class
{
    private protected SdcaMulticlassTrainerBase(MLContext environment, MulticlassOptions options)
        : base(environment, options, TrainerColumns.KeyLabel(options.LabelColumnName)) { }

    private protected sealed override Solvers.Sdca MakeSolver(TrainingRows rows, SdcaSettings settings) =>
        new MulticlassSdca(rows.Examples, new LogLoss(), rows.Classes, settings);

    private protected sealed override MulticlassPredictionTransformer<TModel> MakeTransformer(TModel model, DataViewSchema trainSchema) =>
        new(model, trainSchema, FeatureColumn.Name, LabelColumn.Name);

    private protected sealed override SchemaShape.Column[] OutputColumns(SchemaShape.Column label) => TrainerColumns.OfMulticlass(label);

    /// <summary>How to learn.</summary>
    public class MulticlassOptions : OptionsBase;
}

/// <summary>Probabilities of classes from linear scores, each learned against each other one.</summary>
public sealed class SdcaMaximumEntropyMulticlassTrainer : SdcaMulticlassTrainerBase<MaximumEntropyModelParameters>
{
    internal SdcaMaximumEntropyMulticlassTrainer(MLContext environment, Options options) : base(environment, options) { }

    private protected override MaximumEntropyModelParameters MakeModel(LinearWeights weights, TrainingRows rows) =>
        new([.. Enumerable.Range(0, rows.Classes).Select(weights.ToFloats)], [.. Enumerable.Range(0, rows.Classes).Select(k => (float)weights.Bias(k))], names: null);

    /// <summary>How to learn.</summary>
    public sealed class Options : MulticlassOptions;
}
