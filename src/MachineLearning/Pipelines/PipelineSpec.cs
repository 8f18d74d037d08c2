using Eegavi.Plugins;
using Microsoft.Extensions.Logging;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Eegavi.MachineLearning.Pipelines;

/// <summary>A whole ML.NET pipeline in one section of configuration: steps before, the fusion model, the trainer of a head, steps behind.</summary>
/// <example><code>
/// var spec = PipelineSpec.Load("pipeline.json");
/// var model = spec.Make(mlContext).Fit(table);
/// </code></example>
public sealed record PipelineSpec
{
    /// <summary>What is done to columns before the model, in this order. Default: nothing.</summary>
    public IReadOnlyList<Part<IPipelineStep>> Preprocessing { get; init; } = [];

    /// <summary>The fusion model, its columns, and how it is trained or from where its weights are loaded.</summary>
    public required FusionOptions Fusion { get; init; }

    /// <summary>What fits a head on the embedding. Null = the embedding is all.</summary>
    public Part<IHeadTrainer>? Trainer { get; init; }

    /// <summary>What is done behind it, such as <c>map-key-to-value</c>. Default: nothing.</summary>
    public IReadOnlyList<Part<IPipelineStep>> Postprocessing { get; init; } = [];

    /// <summary>Reads a file strictly.</summary>
    /// <param name="path">A JSON file.</param>
    /// <param name="section">The section of it that is the pipeline.</param>
    /// <param name="settings">Changes, for example <c>pipeline.trainer.l2=0.1</c>; null = none.</param>
    /// <param name="parts">The parts that there are; null = <see cref="PipelineParts"/>.</param>
    /// <exception cref="ConfigurationException">Every error, each with its path and the nearest known name.</exception>
    public static PipelineSpec Load(string path, string section = "pipeline", IEnumerable<string>? settings = null, PartCatalog? parts = null) =>
        new SpecBinder(parts ?? PipelineParts.Catalog).Bind<PipelineSpec>(ConfigurationFiles.Load(path, settings), section);

    /// <summary>Makes the chain. What the model says is cached before a trainer, which passes over it many times.</summary>
    /// <param name="ml">The context.</param>
    /// <param name="parts">The parts that there are; null = <see cref="PipelineParts"/>.</param>
    /// <param name="logger">Told of each epoch of the model; null = nobody.</param>
    /// <exception cref="ConfigurationException">Options break their rules: every error.</exception>
    public EstimatorChain<ITransformer> Make(MLContext ml, PartCatalog? parts = null, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(ml);
        parts ??= PipelineParts.Catalog;
        new SpecValidator(parts).Check(this);
        var make = new Parts(parts);
        var chain = Preprocessing.Aggregate(new EstimatorChain<ITransformer>(), (made, step) => made.Append(make.Create(step, new()).Make(ml)))
            .Append<ITransformer>(ml.Transforms.Eegavi(Fusion, parts, logger));
        if (Trainer is not null) chain = chain.AppendCacheCheckpoint(ml).Append(make.Create(Trainer, new()).Make(ml));
        return Postprocessing.Aggregate(chain, (made, step) => made.Append(make.Create(step, new()).Make(ml)));
    }
}
