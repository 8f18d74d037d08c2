using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>The gated self-attention of a layer.</summary>
internal sealed class SelfReading : GatedReading<BlockView>
{
    [ComponentName(Name = "norm")] private readonly LayerNorm _norm;
    [ComponentName(Name = "to_qkv")] private readonly Projection _toQkv;

    public SelfReading(GatedCrossAttentionOptions options, PartSizes sizes, IParts parts) : base(options, sizes, parts, projects: false)
    {
        _norm = LayerNorm(sizes.Width);
        _toQkv = new Projection(sizes.Width, 3L * options.Inner, options.Bias);
        RegisterComponents();
    }

    /// <summary>What is added to the tokens.</summary>
    /// <param name="x">[B, T, D].</param>
    /// <param name="read">[B, T, D] the tokens that are read: the same.</param>
    /// <param name="view">Their clock and mask.</param>
    public override Tensor forward(Tensor x, Tensor read, BlockView view)
    {
        using var _ = Diagnostics.Within("self");
        var qkv = _toQkv.call(_norm.call(read)).chunk(3, -1);                                       // 3 x [B, T, H·d]
        return LetIn(Attend(qkv[0], qkv[1], qkv[2], new(view.Position, view.Query, view.Query, view.Self)), x, view.Self);
    }
}
