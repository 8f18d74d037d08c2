using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Shares weight out among the contexts that a row has: softmax of W · mean query, and of the contexts' own means where that is asked.</summary>
/// <remarks>All maps start at 0, so contexts start with equal weights.</remarks>
internal sealed class Competition : Module<Tensor, BlockView, Tensor>
{
    // Finite, so that a row without any context has a softmax without NaN.
    private const double Hidden = -1e30;
    private readonly string[] _names;
    [ComponentName(Name = "of_query")] private readonly Linear? _ofQuery;
    [ComponentName(Name = "of_contexts")] private readonly ModuleList<Linear>? _ofContexts;

    public Competition(WeightSource from, PartSizes sizes) : base("competition")
    {
        _names = Contexts.Names(sizes);
        if (_names.Length > 0) _ofQuery = Even(sizes.Width, _names.Length);
        if (from == WeightSource.QueryAndContext) _ofContexts = new([.. sizes.ContextWidths.Select(width => Even(width, 1))]);
        RegisterComponents();
    }

    /// <summary>[B, contexts]; 0 for a context that a row lacks, else they sum to 1.</summary>
    /// <param name="x">[B, T, D] normalised tokens.</param>
    /// <param name="view">Which rows have which contexts.</param>
    public override Tensor forward(Tensor x, BlockView view)
    {
        using var scope = NewDisposeScope();
        var logits = _ofQuery!.call(Masked.Mean(x, view.Query.Valid));
        if (_ofContexts is not null) logits += cat(view.Contexts.Select((context, i) => OfContext(i, context, logits)).ToArray(), 1);
        var absent = cat(view.Contexts.Select(context => Absent(context, logits)).ToArray(), 1);
        var weights = logits.masked_fill(absent, Hidden).softmax(1).masked_fill(absent, 0);
        Report(weights, view);
        return weights.MoveToOuterDisposeScope();
    }

    // Standardised, so that a loud context is not a heavy one.
    private Tensor OfContext(int i, ContextView? context, Tensor logits)
    {
        if (context is null) return zeros_like(logits.narrow(1, i, 1));
        var tokens = functional.layer_norm(context.Key.Values, [context.Key.Values.shape[2]]);
        return context.Rows.Put(_ofContexts![i].call(Masked.Mean(tokens, context.Key.Valid)));
    }

    private static Tensor Absent(ContextView? context, Tensor logits)
    {
        var one = logits.narrow(1, 0, 1);
        if (context is null) return ones_like(one, dtype: ScalarType.Bool);
        return context.Rows.Put(ones_like(context.Rows.Take(one), dtype: ScalarType.Bool)).logical_not();
    }

    private void Report(Tensor weights, BlockView view)
    {
        if (!Diagnostics.Wanted) return;
        for (var i = 0; i < _names.Length; i++)
        {
            using var _ = Diagnostics.Within(_names[i]);
            if (view.Contexts[i] is { } context) Diagnostics.Report("weight", context.Rows.Take(weights.narrow(1, i, 1)));
        }
    }

    private static Linear Even(int inputs, int outputs)
    {
        var map = Linear(inputs, outputs);
        init.zeros_(map.weight);
        init.zeros_(map.bias);
        return map;
    }
}
