using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Tokens read each other through a few learned points (ISAB): the points read the tokens, then the tokens read the points.</summary>
internal sealed class InducedBlock : Module<Tensor, KeyMask?, Tensor>
{
    [ComponentName(Name = "I")] private readonly Parameter _points;
    [ComponentName(Name = "mab0")] private readonly SetBlock _gather;
    [ComponentName(Name = "mab1")] private readonly SetBlock _spread;

    public InducedBlock(int inputWidth, int width, int points, SetBlock.Maker make) : base("isab")
    {
        _points = new Parameter(init.xavier_uniform_(empty(1, points, width)));
        _gather = make(width, inputWidth);
        _spread = make(inputWidth, width);
        RegisterComponents();
    }

    /// <summary>[R, N, E] → [R, N, D]. What stands at masked places is finite and means nothing.</summary>
    public override Tensor forward(Tensor x, KeyMask? mask)
    {
        using var scope = NewDisposeScope();
        return _spread.call(x, _gather.call(_points, x, mask), null).MoveToOuterDisposeScope();
    }
}
