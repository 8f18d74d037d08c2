using Microsoft.ML;

namespace Eegavi.MachineLearning.Pipelines;

/// <summary>Joins columns to one vector.</summary>
[Part("concatenate")]
public sealed class ConcatenateStep(ConcatenateOptions options) : IPipelineStep
{
    /// <inheritdoc/>
    public IEstimator<ITransformer> Make(MLContext ml) => ml.Transforms.Concatenate(options.Output, [.. options.Columns]);
}

/// <summary>Copies a column.</summary>
[Part("copy-columns")]
public sealed class CopyColumnsStep(OneColumnOptions options) : IPipelineStep
{
    /// <inheritdoc/>
    public IEstimator<ITransformer> Make(MLContext ml) => ml.Transforms.CopyColumns(options.Output ?? options.Column, options.Column);
}

/// <summary>Leaves columns out.</summary>
[Part("drop-columns")]
public sealed class DropColumnsStep(DropColumnsOptions options) : IPipelineStep
{
    /// <inheritdoc/>
    public IEstimator<ITransformer> Make(MLContext ml) => ml.Transforms.DropColumns([.. options.Columns]);
}

/// <summary>Divides by the root mean square of the rows fitted on; with <c>fixZero</c> false brings them to mean 0 and standard deviation 1.</summary>
[Part("normalize-mean-variance")]
public sealed class NormalizeMeanVarianceStep(NormalizeOptions options) : IPipelineStep
{
    /// <inheritdoc/>
    public IEstimator<ITransformer> Make(MLContext ml) => ml.Transforms.NormalizeMeanVariance(options.Output ?? options.Column, options.Column, fixZero: options.FixZero);
}

/// <summary>Scales to the range of the rows fitted on.</summary>
[Part("normalize-min-max")]
public sealed class NormalizeMinMaxStep(NormalizeOptions options) : IPipelineStep
{
    /// <inheritdoc/>
    public IEstimator<ITransformer> Make(MLContext ml) => ml.Transforms.NormalizeMinMax(options.Output ?? options.Column, options.Column, fixZero: options.FixZero);
}

/// <summary>Makes classes of text.</summary>
[Part("map-value-to-key")]
public sealed class MapValueToKeyStep(OneColumnOptions options) : IPipelineStep
{
    /// <inheritdoc/>
    public IEstimator<ITransformer> Make(MLContext ml) => ml.Transforms.Conversion.MapValueToKey(options.Output ?? options.Column, options.Column);
}

/// <summary>Makes text of classes.</summary>
[Part("map-key-to-value")]
public sealed class MapKeyToValueStep(OneColumnOptions options) : IPipelineStep
{
    /// <inheritdoc/>
    public IEstimator<ITransformer> Make(MLContext ml) => ml.Transforms.Conversion.MapKeyToValue(options.Output ?? options.Column, options.Column);
}
