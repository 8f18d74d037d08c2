namespace Microsoft.ML.Trainers;

/// <summary>Trainers that take rows one by one, in random order.</summary>
public abstract class StochasticTrainerBase<TTransformer, TModel> : TrainerEstimatorBase<TTransformer, TModel>
    where TTransformer : ISingleFeaturePredictionTransformer<TModel> where TModel : class
{
    private protected StochasticTrainerBase(MLContext environment, TrainerInputBaseWithWeight input, SchemaShape.Column label)
        : base(environment, input, label) { }

    public override TrainerInfo Info { get; } = new();
}
