using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>The branch of one context: its norm, keys and values, projection and gate.</summary>
internal sealed class ContextBranch : GatedReading<ContextView>
{
    private readonly string _name;
    [ComponentName(Name = "norm")] private readonly LayerNorm? _norm;
    [ComponentName(Name = "to_kv")] private readonly Projection _toKv;

    private ContextBranch(GatedCrossAttentionOptions options, PartSizes sizes, IParts parts, int context)
        : base(options, sizes, parts, options.BranchProjection)
    {
        _name = Contexts.Names(sizes)[context];
        var width = sizes.ContextWidths[context];
        if (options.NormContexts) _norm = LayerNorm(width);
        _toKv = new Projection(width, 2L * options.Inner, options.Bias);
        RegisterComponents();
    }

    /// <summary>A branch for each context.</summary>
    public static ModuleList<ContextBranch> All(GatedCrossAttentionOptions options, PartSizes sizes, IParts parts) =>
        new([.. Enumerable.Range(0, sizes.ContextWidths.Count).Select(context => new ContextBranch(options, sizes, parts, context))]);

    /// <summary>What the branch lets in, in the rows that have the context.</summary>
    /// <param name="x">[B, T, D] the tokens, for the gate.</param>
    /// <param name="q">[R, T, H·d] the queries made of them, in those rows.</param>
    /// <param name="view">The context, R of B rows.</param>
    /// <returns>[R, T, D].</returns>
    public override Tensor forward(Tensor x, Tensor q, ContextView view)
    {
        using var _ = Diagnostics.Within(_name);
        var read = TokenAttention.Read(Split(q), view.Key.Values, _norm, _toKv, new AttentionPlace(view.Position, view.Query, view.Key, view.Mask));
        return LetIn(Attention.MergeHeads(read), view.Rows.Take(x), view.Mask);
    }
}
