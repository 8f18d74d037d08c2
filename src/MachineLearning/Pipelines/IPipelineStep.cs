using Microsoft.ML;

namespace Eegavi.MachineLearning.Pipelines;

/// <summary>A step of ML.NET's before or behind the model, named in configuration.</summary>
[PartKind("step", "pipeline step")]
public interface IPipelineStep : IPart
{
    /// <summary>Makes the estimator.</summary>
    /// <param name="ml">The caller's context.</param>
    IEstimator<ITransformer> Make(MLContext ml);
}
