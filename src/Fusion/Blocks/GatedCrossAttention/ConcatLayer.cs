using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Reads the keys of all contexts in one attention.</summary>
internal sealed class ConcatLayer : GatedLayer
{
    [ComponentName(Name = "norm")] private readonly LayerNorm _norm;
    [ComponentName(Name = "to_q")] private readonly Projection _toQ;
    [ComponentName(Name = "joined")] private readonly ConcatReading _joined;

    public ConcatLayer(GatedCrossAttentionOptions options, PartSizes sizes, IParts parts) : base(options, sizes, parts)
    {
        _norm = LayerNorm(sizes.Width);
        _toQ = new Projection(sizes.Width, options.Inner, options.Bias);
        _joined = new ConcatReading(options, sizes, parts);
        RegisterComponents();
    }

    protected override Tensor ReadContexts(Tensor x, BlockView view)
    {
        if (view.Joined is not { } joined) return x;
        var reader = joined.Rows.Take(x);
        return Add(x, [(joined.Rows, joined.Mask, _joined.call(reader, _toQ.call(_norm.call(reader)), joined))]);
    }
}
