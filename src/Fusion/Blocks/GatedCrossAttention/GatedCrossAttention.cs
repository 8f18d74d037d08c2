using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Lets query tokens read all contexts through gates, in one of four layouts.</summary>
/// <remarks>
/// A layer is x + g(SelfAttention(x)), then x + what the layout reads, then x + g(FeedForward(x)), each normalised before.
/// Parallel: Σ g_i(P_i(Attention(x, context_i))). Concat: g(P(Attention(x, all contexts))), with tags of the modality on keys and values and −ln n_i on
/// the logits of a context that shows n_i tokens. Sequential: each context in turn, on the tokens as the one before left them. Competitive: Σ w_i g_i(P_i(…)) with
/// w = softmax over the contexts that the row has.
/// With gates that start closed an untrained block is the identity. A token that sees nothing of a context gets exactly nothing from it.
/// Alayrac et al. 2022, Flamingo, GATED XATTN-DENSE, arXiv:2204.14198. Differs: several contexts, masks, times, and an optional
/// gated self-attention in place of the frozen language layer.
/// </remarks>
[Part("gated-xattn")]
public sealed class GatedCrossAttention : Module<TokenSequence, IReadOnlyList<TokenSequence>, TokenSequence>, IFusionBlock, IPublishedWeights
{
    private readonly PartSizes _sizes;
    private readonly bool _readsItself, _joins, _balances;
    [ComponentName(Name = "layers")] private readonly ModuleList<GatedLayer> _layers;
    [ComponentName(Name = "visibility")] private readonly IVisibility _visibility;
    [ComponentName(Name = "position")] private readonly IPosition _position;

    /// <summary>Makes a block.</summary>
    /// <exception cref="ArgumentException">The order is not that of all contexts.</exception>
    public GatedCrossAttention(GatedCrossAttentionOptions options, PartSizes sizes, IParts parts) : base("gated-xattn")
    {
        _sizes = sizes;
        (_readsItself, _joins, _balances) = (options.ReadsItself, options.Layout == ContextLayout.Concat, options.Balance);
        var perHead = sizes with { Heads = options.Heads, HeadWidth = options.HeadWidth };
        _layers = new([.. Enumerable.Range(0, options.Depth).Select(_ => GatedLayer.Make(options, sizes, parts))]);
        _visibility = parts.Create(options.Visibility, perHead);
        _position = parts.Create(options.Position, perHead);
        RegisterComponents();
        StartsAsIdentity = options.Rebalance is null && named_modules().All(child => child.module is not IGate { InitialOpenness: not 0 });
    }

    /// <inheritdoc/>
    public bool StartsAsIdentity { get; }

    /// <inheritdoc/>
    public IReadOnlyList<WeightLayout> PublishedLayouts => FlamingoLayouts.Block;

    /// <summary>Adds to the query tokens what they read from the contexts.</summary>
    /// <param name="query">[B, T, D] tokens that read.</param>
    /// <param name="contexts">[B, M_i, E_i] tokens that are read, in the order of the widths that the block was made with.</param>
    /// <returns>[B, T, D], same clock and mask as <paramref name="query"/>.</returns>
    /// <exception cref="ArgumentException">The axes, types or number of contexts do not fit.</exception>
    public override TokenSequence forward(TokenSequence query, IReadOnlyList<TokenSequence> contexts)
    {
        Contexts.Check(query, contexts, _sizes);
        using var scope = NewDisposeScope();
        var view = View(query, contexts);
        var x = Masked.Zero(query.Values, query.Valid);
        for (var i = 0; i < _layers.Count; i++)
        {
            using var _ = Diagnostics.Wanted ? Diagnostics.Within($"layer_{i}") : null;
            x = _layers[i].call(x, view);
        }
        return query.With(x.alias().MoveToOuterDisposeScope());
    }

    // What all layers share.
    private BlockView View(TokenSequence query, IReadOnlyList<TokenSequence> contexts)
    {
        var self = _readsItself ? KeyMask.Of(query.Valid, null, _position.Bias(query, query)) : null;
        return new(
            query, self, _position,
            _joins ? [] : [.. contexts.Select(context => ContextView.Of(query, context, _visibility, _position))],
            _joins ? JoinedView.Of(query, contexts, _visibility, _position, _balances) : null);
    }
}
