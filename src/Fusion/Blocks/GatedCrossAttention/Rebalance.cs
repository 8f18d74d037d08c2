using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>keep · query + sigmoid(β) · LayerNorm(what was read), so that the query does not drown what was read. A token that saw nothing stays as it is.</summary>
internal sealed class Rebalance : Module<Tensor, Tensor, Tensor, Tensor>
{
    private readonly double _keep;
    [ComponentName(Name = "norm")] private readonly LayerNorm _norm;
    [ComponentName(Name = "beta")] private readonly Parameter _beta;

    public Rebalance(RebalanceOptions options, int width) : base("rebalance")
    {
        _keep = options.Keep;
        _norm = LayerNorm(width);
        _beta = new Parameter(full([1], options.Beta, ScalarType.Float32));
        RegisterComponents();
    }

    /// <summary>[B, T, D], of the tokens, what they read, and [B, T or 1, 1] bool which of them saw anything.</summary>
    public override Tensor forward(Tensor x, Tensor read, Tensor seen)
    {
        using var scope = NewDisposeScope();
        if (Diagnostics.Wanted) Diagnostics.Report("beta", _beta.sigmoid());
        var balanced = _keep * x + _beta.sigmoid().to_type(x.dtype) * _norm.call(read.to_type(x.dtype));
        return where(seen, balanced, x).MoveToOuterDisposeScope();
    }
}
