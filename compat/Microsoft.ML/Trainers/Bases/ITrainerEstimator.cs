namespace Microsoft.ML.Trainers;

/// <summary>Learns a model from features and labels.</summary>
public interface ITrainerEstimator<out TTransformer, out TModel> : IEstimator<TTransformer>
    where TTransformer : ISingleFeaturePredictionTransformer<TModel> where TModel : class
{
    TrainerInfo Info { get; }
}
