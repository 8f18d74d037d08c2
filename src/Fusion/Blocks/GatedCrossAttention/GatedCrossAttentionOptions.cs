using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Eegavi.Fusion;

/// <summary>How the contexts of a block meet its query.</summary>
public enum ContextLayout
{
    /// <summary>Side by side: each context has a branch and a gate of its own, and their outputs are added.</summary>
    Parallel,

    /// <summary>One attention over the keys of all contexts, which carry tags of their modality.</summary>
    Concat,

    /// <summary>One after the other: self-attention, then each context in turn, then the feed-forward.</summary>
    Sequential,

    /// <summary>Side by side, and a softmax over the contexts that a row has shares their weight out.</summary>
    Competitive,
}

/// <summary>What the weights of competing contexts are made of.</summary>
public enum WeightSource
{
    /// <summary>The mean query alone.</summary>
    Query,

    /// <summary>The mean query and the mean of each context: only so can a weight react to a bad sensor.</summary>
    [JsonStringEnumMemberName("query+context")] QueryAndContext,
}

/// <summary>Residual re-balancing: keep · query + sigmoid(β) · LayerNorm(what was read).</summary>
public sealed record RebalanceOptions
{
    /// <summary>The share of the query that is kept. Default 0.8.</summary>
    [Range(0.0, 1.0)] public double Keep { get; init; } = 0.8;

    /// <summary>β before training. Default 0.5: what was read counts 0.62.</summary>
    [Range(-10.0, 10.0)] public double Beta { get; init; } = 0.5;
}

/// <summary>Options of <see cref="GatedCrossAttention"/>.</summary>
public sealed record GatedCrossAttentionOptions : PartOptions<IFusionBlock>, IValidatableObject, ISizedOptions
{
    /// <summary>How the contexts meet the query. Default <c>parallel</c>.</summary>
    public ContextLayout Layout { get; init; }

    /// <summary>Names of the contexts in the order in which they are read, all of them: layout <c>sequential</c> alone. Default: the order in which they come.</summary>
    public IReadOnlyList<string>? Order { get; init; }

    /// <summary>What competing contexts are weighed by: layout <c>competitive</c> alone. Default the query.</summary>
    public WeightSource WeighBy { get; init; }

    /// <summary>Whether each context starts with the same attention however many tokens it shows: layout <c>concat</c> alone. Default yes.</summary>
    public bool Balance { get; init; } = true;

    /// <summary>Layers, one after the other. Default 1.</summary>
    [Range(1, 64)] public int Depth { get; init; } = 1;

    /// <summary>Heads H. Default 8, as in flamingo-pytorch.</summary>
    [Range(1, 128)] public int Heads { get; init; } = 8;

    /// <summary>Width d of one head. Default 64.</summary>
    [Range(1, 1024)] public int HeadWidth { get; init; } = 64;

    /// <summary>Hidden width of the feed-forward over D. Default 4; 0 = no feed-forward.</summary>
    [Range(0.0, 16.0)] public double FeedForwardMultiplier { get; init; } = 4;

    /// <summary>Whether query tokens read each other before they read the contexts. Default: in layout <c>sequential</c> alone.</summary>
    public bool? SelfAttention { get; init; }

    /// <summary>Whether each context is asked by queries of its own. Default: in layout <c>sequential</c> alone, where the tokens change in between.</summary>
    public bool? OwnQueries { get; init; }

    /// <summary>Whether a context is normalised before its keys and values. Default yes; Flamingo's comes normalised from its resampler.</summary>
    public bool NormContexts { get; init; } = true;

    /// <summary>Whether linear maps add a learned vector. Default no.</summary>
    public bool Bias { get; init; }

    /// <summary>Whether a second linear map follows each branch's output. Default no.</summary>
    public bool BranchProjection { get; init; }

    /// <summary>Chance with which a branch's output is dropped in training. Default 0.</summary>
    [Range(0.0, 0.99)] public double Dropout { get; init; }

    /// <summary>How each branch is let in. Default <c>tanh</c>: closed at the start.</summary>
    public Part<IGate> Gate { get; init; } = new("tanh");

    /// <summary>How the feed-forward is let in. Default: as the branches.</summary>
    public Part<IGate>? FeedForwardGate { get; init; }

    /// <summary>Residual re-balancing in place of the plain sum; its β is a gate already. Default none.</summary>
    public RebalanceOptions? Rebalance { get; init; }

    /// <summary>Which context tokens a query token may see. Default <c>all</c>.</summary>
    public Part<IVisibility> Visibility { get; init; } = new("all");

    /// <summary>How attention knows of time. Default <c>none</c>.</summary>
    public Part<IPosition> Position { get; init; } = new("none");

    internal bool ReadsItself => SelfAttention ?? Layout == ContextLayout.Sequential;

    internal int Inner => Heads * HeadWidth;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Order is not null && Layout != ContextLayout.Sequential)
            yield return new($"expected layout sequential, the only one with an order; got {Layout}. Remove the order.", [nameof(Order)]);
        if (WeighBy != WeightSource.Query && Layout != ContextLayout.Competitive)
            yield return new($"expected layout competitive, the only one that weighs contexts; got {Layout}.", [nameof(WeighBy)]);
        if (OwnQueries == true && Layout == ContextLayout.Concat)
            yield return new("expected shared queries in layout concat, whose attention is one; got own ones.", [nameof(OwnQueries)]);
        if (OwnQueries == false && Layout == ContextLayout.Sequential)
            yield return new("expected own queries in layout sequential, whose tokens change from one context to the next; got shared ones.", [nameof(OwnQueries)]);
    }

    double ISizedOptions.LeastNumbers(PartSizes sizes)
    {
        double width = sizes.Width, self = ReadsItself ? 4 * width * Inner : 0;
        return Depth * ((2.0 * Inner * sizes.ContextWidths.Sum(read => (double)read)) + (2 * width * Math.Floor(width * FeedForwardMultiplier)) + self);
    }
}
