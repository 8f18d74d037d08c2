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
        var a = _norm.call(aligned).expand(-1, x.shape[1], -1);
        var gate = _gate.call(cat([a, x], -1)).relu();
        Diagnostics.Report("gate", gate);
        return gate * _map.call(a);
    }
}
