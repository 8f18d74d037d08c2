using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>LN → Linear → GELU → Linear: […, D] → […, P] values of any size.</summary>
internal sealed class Decoder : Module<Tensor, Tensor>
{
    private readonly long _width;
    [ComponentName(Name = "norm")] private readonly LayerNorm _norm;
    [ComponentName(Name = "linear_in")] private readonly Linear _linearIn;
    [ComponentName(Name = "linear_out")] private readonly Linear _linearOut;

    public Decoder(int inputWidth, int hidden, int outputs) : base("decoder")
    {
        _width = inputWidth;
        _norm = LayerNorm(inputWidth);
        _linearIn = Linear(inputWidth, hidden);
        _linearOut = Linear(hidden, outputs);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        Widths.Check(x, _width);
        using var scope = NewDisposeScope();
        return _linearOut.call(functional.gelu(_linearIn.call(_norm.call(x)))).MoveToOuterDisposeScope();
    }
}
