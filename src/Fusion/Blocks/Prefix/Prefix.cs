using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Puts the tokens of all contexts before the query tokens and lets all of them read each other in one self-attention.</summary>
/// <remarks>
/// Contexts go through a projector and get a learned tag each; layers are x + Attention(LN(x)), then x + FeedForward(LN(x)), over [contexts; query].
/// What comes out is the query's part, so the last layer computes no other. A context that no row has is left out.
/// Liu et al. 2023, Visual Instruction Tuning (LLaVA), arXiv:2304.08485. Differs: no language model, and tokens see both ways unless the visibility says otherwise.
/// </remarks>
[Part("prefix")]
public sealed class Prefix : Module<TokenSequence, IReadOnlyList<TokenSequence>, TokenSequence>, IFusionBlock
{
    private readonly PartSizes _sizes;
    [ComponentName(Name = "projectors")] private readonly ModuleList<Sequential> _projectors;
    [ComponentName(Name = "tags")] private readonly Parameter? _tags;
    [ComponentName(Name = "layers")] private readonly ModuleList<PrefixLayer> _layers;
    [ComponentName(Name = "visibility")] private readonly IVisibility _visibility;
    [ComponentName(Name = "position")] private readonly IPosition _position;

    /// <summary>Makes a block.</summary>
    public Prefix(PrefixOptions options, PartSizes sizes, IParts parts) : base("prefix")
    {
        _sizes = sizes;
        var perHead = sizes with { Heads = options.Heads, HeadWidth = options.HeadWidth };
        _projectors = new([.. sizes.ContextWidths.Select(width => Projector(options.Projector, width, sizes.Width))]);
        if (sizes.ContextWidths.Count > 0) _tags = new Parameter(init.normal_(empty(sizes.ContextWidths.Count, sizes.Width), 0, 0.02));
        _layers = new([.. Enumerable.Range(0, options.Depth).Select(_ => new PrefixLayer(options, sizes.Width))]);
        _visibility = parts.Create(options.Visibility, perHead);
        _position = parts.Create(options.Position, perHead);
        RegisterComponents();
    }

    /// <summary>Lets query tokens read the contexts and each other.</summary>
    /// <param name="query">[B, T, D].</param>
    /// <param name="contexts">[B, M_i, E_i] each.</param>
    /// <returns>[B, T, D], same clock and mask as <paramref name="query"/>; 0 in rows without query tokens, which are not computed.</returns>
    /// <exception cref="ArgumentException">The axes or the number of contexts do not fit.</exception>
    public override TokenSequence forward(TokenSequence query, IReadOnlyList<TokenSequence> contexts)
    {
        Contexts.Check(query, contexts, _sizes);
        using var scope = NewDisposeScope();
        var rows = PresentRows.Of(query);
        var values = rows.Count == 0 ? zeros_like(query.Values) : rows.Put(Fuse(rows.Take(query), [.. contexts.Select(rows.Take)]));
        return query.With(values.alias().MoveToOuterDisposeScope());
    }

    private Tensor Fuse(TokenSequence query, IReadOnlyList<TokenSequence> contexts)
    {
        IReadOnlyList<(TokenSequence, int)> parts = [.. Present(contexts), (query.With(Masked.Zero(query.Values, query.Valid)), 0)];
        var (joined, there) = (JoinedTokens.Of(parts), PresentTokens.Of(parts));                    // [R, Σ M + T, D]
        var every = _layers.Count > 1 ? View(joined, joined) with { Readers = there, Keys = there } : null;
        var last = View(query, joined) with { Keys = there };
        var x = joined.Values;
        for (var i = 0; i < _layers.Count; i++)
        {
            using var _ = Diagnostics.Within($"layer_{i}");
            x = _layers[i].call(x, i == _layers.Count - 1 ? last : every!);
        }
        return x;
    }

    // Those that any row has, as tokens of the model's width.
    private IEnumerable<(TokenSequence Tokens, int Modality)> Present(IReadOnlyList<TokenSequence> contexts)
    {
        for (var i = 0; i < contexts.Count; i++)
        {
            var rows = PresentRows.Of(contexts[i]);
            if (rows.Count > 0) yield return (contexts[i].With(rows.Put(Project(rows.Take(contexts[i]), i))), i + 1);
        }
    }

    private Tensor Project(TokenSequence context, int i) => _projectors[i].call(Masked.Weighable(context.Values, context.Valid)) + _tags![i];

    private AttentionView View(TokenSequence query, TokenSequence key) => AttentionView.Of(query, key, _visibility.call(query, key), _position);

    private static Sequential Projector(PrefixProjector kind, int width, int output) => kind == PrefixProjector.Linear
        ? Sequential(LayerNorm(width), new Projection(width, output))
        : Sequential(LayerNorm(width), new Projection(width, output), GELU(), new Projection(output, output));
}
