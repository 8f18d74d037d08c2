using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>One layer of <see cref="GatedCrossAttention"/>: [self-attention] [cross-attention] [feed-forward].</summary>
internal sealed class GatedLayer : Module<Tensor, SelfView, IReadOnlyList<ContextView?>, Tensor>
{
    [ComponentName(Name = "self")] private readonly SelfReading? _self;
    [ComponentName(Name = "norm")] private readonly LayerNorm _norm;
    [ComponentName(Name = "to_q")] private readonly Projection _toQ;
    [ComponentName(Name = "branches")] private readonly ModuleList<ContextBranch> _branches;
    [ComponentName(Name = "ff")] private readonly Sequential? _feedForward;
    [ComponentName(Name = "ff_gate")] private readonly IGate? _feedForwardGate;

    public GatedLayer(GatedCrossAttentionOptions options, PartSizes sizes, IParts parts) : base("layer")
    {
        if (options.SelfAttention) _self = new SelfReading(options, sizes, parts);
        _norm = LayerNorm(sizes.Width);
        _toQ = new Projection(sizes.Width, options.Heads * options.HeadWidth, hasBias: false);
        _branches = new([.. sizes.ContextWidths.Select(width => new ContextBranch(options, sizes, width, parts))]);
        if (options.FeedForwardMultiplier > 0) _feedForward = FeedForward.Make(sizes.Width, options.FeedForwardMultiplier, options.Dropout);
        if (_feedForward is not null) _feedForwardGate = parts.Create(options.Gate, sizes);
        RegisterComponents();
    }

    /// <summary>Runs the layer.</summary>
    /// <param name="x">[B, T, D].</param>
    /// <param name="self">The clock and mask of the tokens.</param>
    /// <param name="views">The contexts; null = none of the rows has it.</param>
    /// <returns>[B, T, D].</returns>
    public override Tensor forward(Tensor x, SelfView self, IReadOnlyList<ContextView?> views)
    {
        if (_self is not null) x += _self.call(x, self);
        x = ReadContexts(x, views);
        return _feedForward is null ? x : x + _feedForwardGate!.call(_feedForward.call(x), x);
    }

    // The branches all read with the tokens as they were before any of them.
    private Tensor ReadContexts(Tensor x, IReadOnlyList<ContextView?> views)
    {
        if (views.All(view => view is null)) return x;
        var q = _toQ.call(_norm.call(x));                                                           // [B, T, H·d]
        var read = x;
        for (var i = 0; i < _branches.Count; i++)
        {
            if (views[i] is { } view) read = view.Rows.AddTo(read, _branches[i].call(x, q, view));
        }
        return read;
    }
}
