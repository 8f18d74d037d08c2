using Microsoft.ML;

namespace Eegavi.MachineLearning.Pipelines;

/// <summary>A trainer of ML.NET's that fits a head on the embedding, named in configuration.</summary>
[PartKind("trainer", "head trainer")]
public interface IHeadTrainer : IPart
{
    /// <summary>Makes the estimator.</summary>
    /// <param name="ml">The caller's context.</param>
    IEstimator<ITransformer> Make(MLContext ml);
}
