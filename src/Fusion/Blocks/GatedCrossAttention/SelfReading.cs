using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>The gated self-attention of a layer.</summary>
internal sealed class SelfReading : Module<Tensor, SelfView, Tensor>
{
    private readonly int _heads;
    [ComponentName(Name = "norm")] private readonly LayerNorm _norm;
    [ComponentName(Name = "to_qkv")] private readonly Projection _toQkv;
    [ComponentName(Name = "to_out")] private readonly Projection _toOut;
    [ComponentName(Name = "dropout")] private readonly Dropout _dropout;
    [ComponentName(Name = "gate")] private readonly IGate _gate;

    public SelfReading(GatedCrossAttentionOptions options, PartSizes sizes, IParts parts) : base("self")
    {
        var inner = options.Heads * options.HeadWidth;
        _heads = options.Heads;
        _norm = LayerNorm(sizes.Width);
        _toQkv = new Projection(sizes.Width, 3 * inner, hasBias: false);
        _toOut = new Projection(inner, sizes.Width, hasBias: false);
        _dropout = Dropout(options.Dropout);
        _gate = parts.Create(options.Gate, sizes);
        RegisterComponents();
    }

    /// <summary>What is added to the tokens.</summary>
    /// <param name="x">[B, T, D].</param>
    /// <param name="view">Their clock and mask.</param>
    public override Tensor forward(Tensor x, SelfView view)
    {
        var qkv = _toQkv.call(_norm.call(x)).chunk(3, -1);                                          // 3 x [B, T, H·d]
        var read = Attention.Read(Split(qkv[0]), Split(qkv[1]), Split(qkv[2]), view.Position, view.Clock, view.Clock, view.Mask);
        return _gate.call(_dropout.call(_toOut.call(Attention.MergeHeads(read))), x);
    }

    private Tensor Split(Tensor tokens) => Attention.SplitHeads(tokens, _heads);
}
