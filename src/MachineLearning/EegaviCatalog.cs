using Eegavi.Plugins;
using Microsoft.Extensions.Logging;
using Microsoft.ML;

namespace Eegavi.MachineLearning;

/// <summary>EEGAVI among ML.NET's catalogs.</summary>
public static class EegaviCatalog
{
    /// <summary>A fusion model as a step of a pipeline: it adds the embedding as a column, so that any trainer can fit a head on it.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="options">The model, its columns, and how it is trained.</param>
    /// <param name="parts">The parts that there are; null = <see cref="PipelineParts"/>.</param>
    /// <param name="logger">Told of each epoch; null = nobody.</param>
    public static FusionEstimator Eegavi(this TransformsCatalog catalog, FusionOptions options, PartCatalog? parts = null, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new(options, parts, logger);
    }
}
