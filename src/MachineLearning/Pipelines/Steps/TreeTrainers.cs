using Microsoft.ML;
using Microsoft.ML.Trainers.LightGbm;

namespace Eegavi.MachineLearning.Pipelines;

/// <summary>Classes by boosted trees, FastTree, one class against all others.</summary>
/// <remarks>Friedman 2001, doi:10.1214/aos/1013203451 (MART). ML.NET's FastTree knows two classes; one-versus-all makes it know more.</remarks>
[Part("fast-tree")]
public sealed class FastTreeTrainer(FastTreeOptions options) : IHeadTrainer
{
    /// <inheritdoc/>
    public IEstimator<ITransformer> Make(MLContext ml) => ml.MulticlassClassification.Trainers.OneVersusAll(
        ml.BinaryClassification.Trainers.FastTree(options.Label, options.Features, null, options.Leaves, options.Trees, options.LeafRows, options.LearningRate), options.Label);
}

/// <summary>A rating by boosted trees, FastTree.</summary>
/// <remarks>Friedman 2001, doi:10.1214/aos/1013203451 (MART).</remarks>
[Part("fast-tree-regression")]
public sealed class FastTreeRatingTrainer(FastTreeOptions options) : IHeadTrainer
{
    /// <inheritdoc/>
    public IEstimator<ITransformer> Make(MLContext ml) =>
        ml.Regression.Trainers.FastTree(options.Label, options.Features, null, options.Leaves, options.Trees, options.LeafRows, options.LearningRate);
}

/// <summary>Classes by boosted trees, LightGBM.</summary>
/// <remarks>Ke et al. 2017, LightGBM, NeurIPS 30.</remarks>
[Part("light-gbm")]
public sealed class LightGbmTrainer(LightGbmOptions options) : IHeadTrainer
{
    /// <inheritdoc/>
    public IEstimator<ITransformer> Make(MLContext ml)
    {
        OpenMp.Load();
        return ml.MulticlassClassification.Trainers.LightGbm(new LightGbmMulticlassTrainer.Options
        {
            LabelColumnName = options.Label,
            FeatureColumnName = options.Features,
            NumberOfLeaves = options.Leaves,
            NumberOfIterations = options.Trees,
            MinimumExampleCountPerLeaf = options.LeafRows,
            LearningRate = options.LearningRate,
            NumberOfThreads = options.Threads,
        });
    }
}

/// <summary>A rating by boosted trees, LightGBM.</summary>
/// <remarks>Ke et al. 2017, LightGBM, NeurIPS 30.</remarks>
[Part("light-gbm-regression")]
public sealed class LightGbmRatingTrainer(LightGbmOptions options) : IHeadTrainer
{
    /// <inheritdoc/>
    public IEstimator<ITransformer> Make(MLContext ml)
    {
        OpenMp.Load();
        return ml.Regression.Trainers.LightGbm(new LightGbmRegressionTrainer.Options
        {
            LabelColumnName = options.Label,
            FeatureColumnName = options.Features,
            NumberOfLeaves = options.Leaves,
            NumberOfIterations = options.Trees,
            MinimumExampleCountPerLeaf = options.LeafRows,
            LearningRate = options.LearningRate,
            NumberOfThreads = options.Threads,
        });
    }
}
