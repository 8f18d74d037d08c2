using System.ComponentModel.DataAnnotations;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Encoders;

/// <summary>Options of <see cref="RatingClusters"/>.</summary>
public sealed record RatingClustersOptions : PartOptions<ITableMaker>
{
    /// <summary>Label columns K that are clustered together. No default.</summary>
    [MinLength(1)] public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Clusters C. Default 4, the quadrants of valence and arousal.</summary>
    [Range(2, 4096)] public int Clusters { get; init; } = 4;

    /// <summary>Most passes over the rows. Default 100; it stops earlier where nothing moves.</summary>
    [Range(1, 100_000)] public int Passes { get; init; } = 100;

    /// <summary>Seed of the first centres. Default 0.</summary>
    [Range(0, int.MaxValue)] public int Seed { get; init; }
}

/// <summary>Says in which cluster of ratings a row lies: a coarse view of ratings, not the ratings themselves.</summary>
/// <remarks>Columns are standardised over training rows; k-means with spread-out first centres (Arthur and Vassilvitskii 2007, k-means++). A row that lacks a column has no cluster.</remarks>
[Part("rating-clusters")]
public sealed class RatingClusters : Module<Batch, ModalityWindow>, ITableMaker
{
    private readonly RatingClustersOptions _options;
    [ComponentName(Name = "mean")] private readonly Tensor _mean;
    [ComponentName(Name = "scale")] private readonly Tensor _scale;
    [ComponentName(Name = "centres")] private readonly Tensor _centres;
    [ComponentName(Name = "fitted")] private readonly Tensor _fitted;

    /// <summary>Makes it, not yet fitted.</summary>
    public RatingClusters(RatingClustersOptions options) : base("rating-clusters")
    {
        _options = options;
        (_mean, _scale) = (zeros(options.Labels.Count), ones(options.Labels.Count));
        (_centres, _fitted) = (zeros(options.Clusters, options.Labels.Count), zeros([1], ScalarType.Bool));
        RegisterComponents();
    }

    /// <summary>Clusters C.</summary>
    public int Columns => _options.Clusters;

    /// <inheritdoc/>
    public IReadOnlyList<string> LabelsRead => _options.Labels;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Fewer rows have every column than there are clusters.</exception>
    public void Fit(IBatchSource data, IReadOnlyList<int> rows)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var known = InChunks.Read(data, rows, Complete)[0];
        if (known.shape[0] < _options.Clusters)
            throw new ArgumentException($"rating-clusters: expected at least {_options.Clusters} training rows with {string.Join(", ", _options.Labels)}; got {known.shape[0]}.");
        _mean.copy_(known.mean([0L]));
        _scale.copy_(known.std(0, unbiased: false).clamp_min(1e-6));
        _centres.copy_(KMeans.Centres((known - _mean) / _scale, _options.Clusters, _options.Passes, _options.Seed));
        _fitted.fill_(true);
    }

    private Tensor[] Complete(Batch batch)
    {
        var (values, complete) = LabelMatrix.Of(batch, _options.Labels);
        return [values.index_select(0, complete.nonzero().squeeze(1))];
    }

    /// <summary>Looks rows up.</summary>
    /// <returns>[B, C]: 1 at the nearest centre, 0 elsewhere.</returns>
    public override ModalityWindow forward(Batch batch)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var (values, complete) = LabelMatrix.Of(batch, _options.Labels);
        var nearest = KMeans.Nearest((values - _mean) / _scale, _centres);
        var table = LabelMatrix.Table(functional.one_hot(nearest, _options.Clusters).to_type(ScalarType.Float32), complete.logical_and(_fitted));
        return LabelMatrix.Kept(table);
    }
}
