using System.Reflection;
using Eegavi.Data.Readers.Edf;
using Eegavi.Encoders;
using Eegavi.Fusion;
using Eegavi.Losses;
using Eegavi.MachineLearning;

namespace Eegavi.Conformance.Tests;

/// <summary>EEGAVI's own parts, all of them.</summary>
public sealed class EveryPartConforms : ConformanceSuite
{
    protected override IEnumerable<Assembly> Assemblies =>
        [typeof(ConvEegEncoder).Assembly, typeof(TanhGate).Assembly, typeof(SigLip).Assembly, typeof(EdfReader).Assembly, typeof(PipelineParts).Assembly];

    // Labels that a table reads have no default; and all that may be added to a layout, together.
    protected override IEnumerable<PartExample> Examples
    {
        get
        {
            var plain = new GatedCrossAttentionOptions { Heads = 2, HeadWidth = 6, Depth = 2 };
            var everything = plain with { SelfAttention = true, Bias = true, BranchProjection = true, Rebalance = new(), Gate = new("vector"), Position = new("rotary") };
            GatedCrossAttentionOptions[] all =
            [
                plain,
                everything with { OwnQueries = true, FeedForwardGate = new("fixed"), Visibility = new("band", new BandVisibilityOptions { Seconds = 1 }) },
                everything with { Layout = ContextLayout.Concat, Position = new("relative-bias", new RelativeBiasPositionOptions { ResolutionSeconds = 0.1 }), NormContexts = false },
            ];
            return
            [
                PartExample.Of<RatingClusters>(new RatingClustersOptions { Labels = ["valence", "arousal"] }),
                PartExample.Of<PredictedRatings>(new PredictedRatingsOptions { Labels = ["valence"], Width = 3 }),
                .. all.Select(PartExample.Of<GatedCrossAttention>),
            ];
        }
    }
}
