using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>The branch of one context: its norm, keys and values, projection and gate.</summary>
internal sealed class ContextBranch : Module<Tensor, Tensor, ContextView, Tensor>
{
    private readonly int _heads;
    [ComponentName(Name = "norm")] private readonly LayerNorm _norm;
    [ComponentName(Name = "to_kv")] private readonly Projection _toKv;
    [ComponentName(Name = "to_out")] private readonly Projection _toOut;
    [ComponentName(Name = "dropout")] private readonly Dropout _dropout;
    [ComponentName(Name = "gate")] private readonly IGate _gate;

    public ContextBranch(GatedCrossAttentionOptions options, PartSizes sizes, int contextWidth, IParts parts) : base("branch")
    {
        var inner = options.Heads * options.HeadWidth;
        _heads = options.Heads;
        _norm = LayerNorm(contextWidth);
        _toKv = new Projection(contextWidth, 2 * inner, hasBias: false);
        // Without a bias, so that a token that reads nothing gets nothing.
        _toOut = new Projection(inner, sizes.Width, hasBias: false);
        _dropout = Dropout(options.Dropout);
        _gate = parts.Create(options.Gate, sizes);
        RegisterComponents();
    }

    /// <summary>What the branch lets in, in the rows that have the context.</summary>
    /// <param name="x">[B, T, D] the tokens, for the gate.</param>
    /// <param name="q">[B, T, H·d] the queries made of them.</param>
    /// <param name="view">The context, R of B rows.</param>
    /// <returns>[R, T, D].</returns>
    public override Tensor forward(Tensor x, Tensor q, ContextView view)
    {
        var kv = _toKv.call(_norm.call(view.Key.Values)).chunk(2, -1);                              // 2 x [R, M, H·d]
        var read = Attention.Read(Split(view.Rows.Take(q)), Split(kv[0]), Split(kv[1]), view.Position, view.Query, view.Key, view.Mask);    // [R, H, T, d]
        return _gate.call(_dropout.call(_toOut.call(Attention.MergeHeads(read))), view.Rows.Take(x));
    }

    private Tensor Split(Tensor tokens) => Attention.SplitHeads(tokens, _heads);
}
