using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>LN → Linear → GELU → Linear → LN: [B, D] → [B, P].</summary>
internal sealed class Projector : Module<Tensor, Tensor>
{
    [ComponentName(Name = "norm_in")] private readonly LayerNorm _normIn;
    [ComponentName(Name = "linear_in")] private readonly Linear _linearIn;
    [ComponentName(Name = "linear_out")] private readonly Linear _linearOut;
    [ComponentName(Name = "norm_out")] private readonly LayerNorm _normOut;

    public Projector(int inputWidth, int width) : base("projector")
    {
        _normIn = LayerNorm(inputWidth);
        _linearIn = Linear(inputWidth, width);
        _linearOut = Linear(width, width);
        _normOut = LayerNorm(width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        return _normOut.call(_linearOut.call(functional.gelu(_linearIn.call(_normIn.call(x))))).MoveToOuterDisposeScope();
    }
}
