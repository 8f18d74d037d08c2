using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Reads the contexts side by side, all with the tokens as they were before any of them; in competition where that is asked.</summary>
internal sealed class ParallelLayer : GatedLayer
{
    [ComponentName(Name = "norm")] private readonly LayerNorm _norm;
    [ComponentName(Name = "to_q")] private readonly Projection? _toQ;
    [ComponentName(Name = "queries")] private readonly ModuleList<Projection>? _queries;
    [ComponentName(Name = "branches")] private readonly ModuleList<ContextBranch> _branches;
    [ComponentName(Name = "competition")] private readonly Competition? _competition;

    public ParallelLayer(GatedCrossAttentionOptions options, PartSizes sizes, IParts parts) : base(options, sizes, parts)
    {
        Projection ToQ() => new(sizes.Width, options.Inner, options.Bias);
        _norm = LayerNorm(sizes.Width);
        if (options.OwnQueries == true) _queries = new([.. sizes.ContextWidths.Select(_ => ToQ())]);
        else _toQ = ToQ();
        _branches = ContextBranch.All(options, sizes, parts);
        if (options.Layout == ContextLayout.Competitive) _competition = new Competition(options.WeighBy, sizes);
        RegisterComponents();
    }

    protected override Tensor ReadContexts(Tensor x, BlockView view)
    {
        if (view.Contexts.All(context => context is null)) return x;
        var normed = _norm.call(x);
        var shared = _toQ?.call(normed);                                                            // [B, T, H·d]
        var weights = _competition?.call(normed, view);                                             // [B, contexts]
        var read = new List<(PresentRows, KeyMask?, Tensor)>();
        for (var i = 0; i < _branches.Count; i++)
        {
            if (view.Contexts[i] is not { } context) continue;
            var q = shared is null ? _queries![i].call(context.Rows.Take(normed)) : context.Rows.Take(shared);
            var branch = _branches[i].call(x, q, context);
            if (weights is not null) branch *= context.Rows.Take(weights.narrow(1, i, 1)).unsqueeze(2).to_type(branch.dtype);
            read.Add((context.Rows, context.Mask, branch));
        }
        return Add(x, read);
    }
}
