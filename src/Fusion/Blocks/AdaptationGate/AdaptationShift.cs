using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>What one context would shift each query token by: relu(W_g [a; x]) ∘ W a.</summary>
internal sealed class AdaptationShift : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "norm")] private readonly LayerNorm _norm;
    [ComponentName(Name = "gate")] private readonly Linear _gate;
    [ComponentName(Name = "map")] private readonly Linear _map;

    public AdaptationShift(long contextWidth, long width) : base("shift")
    {
        _norm = LayerNorm(contextWidth);
        _gate = Linear(contextWidth + width, width);
        _map = Linear(contextWidth, width);
        RegisterComponents();
    }

    /// <summary>The shift.</summary>
    /// <param name="x">[R, T, D] the query tokens.</param>
    /// <param name="aligned">[R, T or 1, E] what of the context lies at each.</param>
    /// <returns>[R, T, D].</returns>
    public override Tensor forward(Tensor x, Tensor aligned)
    {
        var a = _norm.call(aligned);
        var gate = Gate(a, x).relu();
        Diagnostics.Report("gate", gate);
        return gate * _map.call(a);
    }

    // W_g [a; x] as the sum of its two halves, so that what all tokens share is multiplied once.
    private Tensor Gate(Tensor a, Tensor x)
    {
        var (ofContext, ofQuery) = (_gate.weight!.narrow(1, 0, a.shape[2]), _gate.weight.narrow(1, a.shape[2], x.shape[2]));
        var gate = functional.linear(a, ofContext, _gate.bias) + functional.linear(x, ofQuery);
        Products.Add(x.shape[0] * gate.shape[2], (a.shape[1] * a.shape[2]) + (x.shape[1] * x.shape[2]));
        return gate;
    }
}
