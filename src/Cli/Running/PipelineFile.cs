using Eegavi.MachineLearning.Pipelines;

namespace Eegavi.Cli.Running;

/// <summary>A file with a whole ML.NET pipeline, which programs read with <c>PipelineSpec.Load</c>.</summary>
internal sealed record PipelineFile
{
    /// <summary>Steps before, the fusion model, the trainer of a head, steps behind.</summary>
    public required PipelineSpec Pipeline { get; init; }
}
