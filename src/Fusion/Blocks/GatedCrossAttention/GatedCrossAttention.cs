using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="GatedCrossAttention"/>.</summary>
public sealed record GatedCrossAttentionOptions
{
    /// <summary>Layers, one after the other. Default 1.</summary>
    [Range(1, 64)] public int Depth { get; init; } = 1;

    /// <summary>Heads H. Default 8, as in flamingo-pytorch.</summary>
    [Range(1, 128)] public int Heads { get; init; } = 8;

    /// <summary>Width d of one head. Default 64.</summary>
    [Range(1, 1024)] public int HeadWidth { get; init; } = 64;

    /// <summary>Hidden width of the feed-forward over D. Default 4; 0 = no feed-forward.</summary>
    [Range(0.0, 16.0)] public double FeedForwardMultiplier { get; init; } = 4;

    /// <summary>Whether query tokens read each other before they read the contexts. Default no.</summary>
    public bool SelfAttention { get; init; }

    /// <summary>Chance with which a branch's output is dropped in training. Default 0.</summary>
    [Range(0.0, 0.99)] public double Dropout { get; init; }

    /// <summary>How each branch is let in. Default <c>tanh</c>: closed at the start.</summary>
    public Part<IGate> Gate { get; init; } = new("tanh");

    /// <summary>Which context tokens a query token may see. Default <c>all</c>.</summary>
    public Part<IVisibility> Visibility { get; init; } = new("all");

    /// <summary>How attention knows of time. Default <c>none</c>.</summary>
    public Part<IPosition> Position { get; init; } = new("none");
}

/// <summary>Lets query tokens read all contexts side by side, each through its own keys, values, projection and gate.</summary>
/// <remarks>
/// A layer is x + g(SelfAttention(x)), then x + Σ g_i(P_i(Attention(x, context_i))), then x + g(FeedForward(x)), each normalised before.
/// With gates that start closed an untrained block is the identity. A token that sees nothing of a context gets exactly nothing from it.
/// Alayrac et al. 2022, Flamingo, GATED XATTN-DENSE, arXiv:2204.14198. Differs: several contexts in parallel, masks, times, and an optional
/// gated self-attention in place of the frozen language layer.
/// </remarks>
[Part("gated-xattn")]
public sealed class GatedCrossAttention : Module<TokenSequence, IReadOnlyList<TokenSequence>, TokenSequence>, IFusionBlock, IPublishedWeights
{
    private readonly int _contexts;
    [ComponentName(Name = "layers")] private readonly ModuleList<GatedLayer> _layers;
    [ComponentName(Name = "visibility")] private readonly IVisibility _visibility;
    [ComponentName(Name = "position")] private readonly IPosition _position;

    /// <summary>Makes a block.</summary>
    public GatedCrossAttention(GatedCrossAttentionOptions options, PartSizes sizes, IParts parts) : base("gated-xattn")
    {
        _contexts = sizes.ContextWidths.Count;
        var perHead = sizes with { Heads = options.Heads, HeadWidth = options.HeadWidth };
        _layers = new([.. Enumerable.Range(0, options.Depth).Select(_ => new GatedLayer(options, sizes, parts))]);
        _visibility = parts.Create(options.Visibility, perHead);
        _position = parts.Create(options.Position, perHead);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public IReadOnlyList<WeightLayout> PublishedLayouts => FlamingoLayouts.Block;

    /// <summary>Adds to the query tokens what they read from the contexts.</summary>
    /// <param name="query">[B, T, D] tokens that read.</param>
    /// <param name="contexts">[B, M_i, E_i] tokens that are read, in the order of the widths that the block was made with.</param>
    /// <returns>[B, T, D], same clock and mask as <paramref name="query"/>.</returns>
    /// <exception cref="ArgumentException">The axes or the number of contexts do not fit.</exception>
    public override TokenSequence forward(TokenSequence query, IReadOnlyList<TokenSequence> contexts)
    {
        Contexts.Check(query, contexts, _contexts);
        using var scope = NewDisposeScope();
        var views = contexts.Select(context => ContextView.Of(query, context, _visibility, _position)).ToList();
        var self = new SelfView(query, KeyMask.Of(query.Valid, null, _position.Bias(query, query)), _position);
        var x = Masked.Zero(query.Values, query.Valid);
        foreach (var layer in _layers) x = layer.call(x, self, views);
        return query.With(x.alias().MoveToOuterDisposeScope());
    }
}
