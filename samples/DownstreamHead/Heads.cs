using System.Globalization;
using Eegavi.MachineLearning.Pipelines;
using Microsoft.ML;

namespace Eegavi.Samples.DownstreamHead;

/// <summary>The heads that are compared, by name: the trainers that pipeline.json can name too.</summary>
internal static class Heads
{
    public static Dictionary<string, IEstimator<ITransformer>> All(MLContext ml)
    {
        var heads = new Dictionary<string, IEstimator<ITransformer>>();
        foreach (var l2 in new[] { 0.01, 0.1, 1 })
            Add(new LbfgsMaximumEntropyTrainer(new() { Label = "X", L1 = 0, L2 = l2 }), $"maximum entropy, l2 {l2}");
        foreach (var trees in new[] { 20, 60 })
        {
            Add(new FastTreeTrainer(new() { Label = "X", Trees = trees, Leaves = 8 }), $"FastTree, {trees} trees of 8 leaves");
            Add(new LightGbmTrainer(new() { Label = "X", Trees = trees, Leaves = 8 }), $"LightGBM, {trees} trees of 8 leaves");
        }
        return heads;

        void Add(IHeadTrainer trainer, FormattableString name) => heads[name.ToString(CultureInfo.InvariantCulture)] = trainer.Make(ml);
    }
}
