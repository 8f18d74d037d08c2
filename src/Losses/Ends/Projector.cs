using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>LN → Linear → GELU → Linear → LN: [B, D] → [B, P]; or with the first LN after GELU.</summary>
internal sealed class Projector : Module<Tensor, Tensor>
{
    private readonly ProjectorNorm _place;
    [ComponentName(Name = "norm_in")] private readonly LayerNorm _normIn;
    [ComponentName(Name = "linear_in")] private readonly Linear _linearIn;
    [ComponentName(Name = "linear_out")] private readonly Linear _linearOut;
    [ComponentName(Name = "norm_out")] private readonly LayerNorm _normOut;

    public Projector(int inputWidth, int hidden, int width, ProjectorNorm place = ProjectorNorm.Input) : base("projector")
    {
        _place = place;
        _normIn = LayerNorm(place == ProjectorNorm.Input ? inputWidth : hidden);
        _linearIn = Linear(inputWidth, hidden);
        _linearOut = Linear(hidden, width);
        _normOut = LayerNorm(width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        x = _place == ProjectorNorm.Input ? functional.gelu(_linearIn.call(_normIn.call(x))) : _normIn.call(functional.gelu(_linearIn.call(x)));
        return _normOut.call(_linearOut.call(x)).MoveToOuterDisposeScope();
    }
}
