using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Reads the contexts one after the other, each with the tokens as the one before left them.</summary>
internal sealed class SequentialLayer : GatedLayer
{
    private readonly int[] _order;
    [ComponentName(Name = "norms")] private readonly ModuleList<LayerNorm> _norms;
    [ComponentName(Name = "queries")] private readonly ModuleList<Projection> _queries;
    [ComponentName(Name = "branches")] private readonly ModuleList<ContextBranch> _branches;

    public SequentialLayer(GatedCrossAttentionOptions options, PartSizes sizes, IParts parts) : base(options, sizes, parts)
    {
        _order = Contexts.Order(options.Order, sizes);
        _norms = new([.. sizes.ContextWidths.Select(_ => LayerNorm(sizes.Width))]);
        _queries = new([.. sizes.ContextWidths.Select(_ => new Projection(sizes.Width, options.Inner, options.Bias))]);
        _branches = ContextBranch.All(options, sizes, parts);
        RegisterComponents();
    }

    protected override Tensor ReadContexts(Tensor x, BlockView view)
    {
        foreach (var i in _order)
        {
            if (view.Contexts[i] is not { } context) continue;
            var branch = _branches[i].call(x, _queries[i].call(_norms[i].call(context.Rows.Take(x))), context);
            x = Add(x, [(context.Rows, context.Mask, branch)]);
        }
        return x;
    }
}
