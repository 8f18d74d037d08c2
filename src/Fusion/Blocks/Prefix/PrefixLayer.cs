using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>A pre-norm layer: self-attention, then a feed-forward.</summary>
internal sealed class PrefixLayer : Module<Tensor, AttentionView, Tensor>
{
    private readonly int _heads;
    [ComponentName(Name = "norm")] private readonly LayerNorm _norm;
    [ComponentName(Name = "to_q")] private readonly Projection _toQ;
    [ComponentName(Name = "to_kv")] private readonly Projection _toKv;
    [ComponentName(Name = "to_out")] private readonly Projection _toOut;
    [ComponentName(Name = "dropout")] private readonly Dropout _dropout;
    [ComponentName(Name = "ff")] private readonly Sequential? _feedForward;

    public PrefixLayer(PrefixOptions options, int width) : base("layer")
    {
        var inner = options.Heads * options.HeadWidth;
        _heads = options.Heads;
        _norm = LayerNorm(width);
        _toQ = new Projection(width, inner, hasBias: false);
        _toKv = new Projection(width, 2 * inner, hasBias: false);
        _toOut = new Projection(inner, width, hasBias: false);
        _dropout = Dropout(options.Dropout);
        if (options.FeedForwardMultiplier > 0) _feedForward = FeedForward.Make(width, options.FeedForwardMultiplier, options.Dropout);
        RegisterComponents();
    }

    /// <summary>Runs the layer for the tokens that read.</summary>
    /// <param name="x">[R, N, D] all tokens.</param>
    /// <param name="view">The last Tq of them read.</param>
    /// <returns>[R, Tq, D].</returns>
    public override Tensor forward(Tensor x, AttentionView view)
    {
        using var scope = NewDisposeScope();
        var readers = view.Query.Valid.shape[1];
        var normed = _norm.call(x);
        var q = _toQ.call(view.Readers.Take(Last(normed, readers)));
        var read = _dropout.call(_toOut.call(view.Read(q, view.Keys.Take(normed), _toKv, _heads)));
        x = view.Readers.Take(Last(x, readers));
        BlockReport.Ratio(read, x);
        x += read;
        return view.Readers.Put(_feedForward is null ? x : x + _feedForward.call(x)).MoveToOuterDisposeScope();
    }

    private static Tensor Last(Tensor x, long count) => x.narrow(1, x.shape[1] - count, count);
}
