using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>A block in which queries [R or 1, Tq, A] read keys [R, Tk, E] → [R, Tq, D]. Keys are hidden by a mask; null = none is.</summary>
internal abstract class SetBlock(string name) : Module<Tensor, Tensor, KeyMask?, Tensor>(name)
{
    /// <summary>Makes blocks of one kind: (query width, key width) → block.</summary>
    internal delegate SetBlock Maker(int queryWidth, int keyWidth);
}

/// <summary>The multihead attention block (MAB) of the Set Transformer, with its names.</summary>
/// <remarks>
/// O = Q' + softmax(Q' K'ᵀ / √D) V', then O + relu(W O): the projected query is what stays, the scale is that of all heads together, norms (if any) come last.
/// </remarks>
internal sealed class MultiheadBlock : SetBlock
{
    private readonly int _heads;
    [ComponentName(Name = "fc_q")] private readonly Projection _toQ;
    [ComponentName(Name = "fc_kv")] private readonly Projection _toKv;
    [ComponentName(Name = "fc_o")] private readonly Projection _toOut;
    [ComponentName(Name = "ln0")] private readonly LayerNorm? _norm0;
    [ComponentName(Name = "ln1")] private readonly LayerNorm? _norm1;

    public MultiheadBlock(int queryWidth, int keyWidth, int width, int heads, bool norm) : base("mab")
    {
        _heads = heads;
        (_toQ, _toKv, _toOut) = (new(queryWidth, width), new(keyWidth, 2L * width), new(width, width));
        if (norm) (_norm0, _norm1) = (LayerNorm(width), LayerNorm(width));
        RegisterComponents();
    }

    public override Tensor forward(Tensor query, Tensor keys, KeyMask? mask)
    {
        using var scope = NewDisposeScope();
        var q = _toQ.call(query);
        var heads = Attention.SplitHeads(q / Math.Sqrt(_heads), _heads);                            // Read divides by √d, d = D/H
        var x = Norm(_norm0, (q + Attention.MergeHeads(TokenAttention.Read(heads, keys, null, _toKv, mask))).to_type(query.dtype));
        return Norm(_norm1, x + _toOut.call(x).relu()).MoveToOuterDisposeScope();
    }

    private static Tensor Norm(LayerNorm? norm, Tensor x) => norm is null ? x : norm.call(x);
}

/// <summary>The same reading in the form of today's transformers: norms before, the query itself stays, GELU, and each head's own scale.</summary>
internal sealed class PreNormBlock : SetBlock
{
    private readonly int _heads;
    [ComponentName(Name = "q_norm")] private readonly LayerNorm _queryNorm;
    [ComponentName(Name = "kv_norm")] private readonly LayerNorm? _keyNorm;
    [ComponentName(Name = "q_proj")] private readonly Projection _toQ;
    [ComponentName(Name = "kv_proj")] private readonly Projection _toKv;
    [ComponentName(Name = "o_proj")] private readonly Projection _toOut;
    [ComponentName(Name = "mlp")] private readonly Sequential _feedForward;

    /// <summary>Makes a block.</summary>
    /// <param name="width">Width D of the queries.</param>
    /// <param name="keyWidth">Width of the keys; 0 = queries read themselves, and one norm serves both.</param>
    /// <param name="heads">Heads.</param>
    /// <param name="keyChannels">Width of queries and keys in all heads together.</param>
    /// <param name="valueChannels">Width of values in all heads together.</param>
    /// <param name="multiplier">Hidden width of the feed-forward over D.</param>
    public PreNormBlock(int width, int keyWidth, int heads, int keyChannels, int valueChannels, double multiplier) : base("pre-norm")
    {
        _heads = heads;
        var from = keyWidth > 0 ? keyWidth : width;
        _queryNorm = LayerNorm(width);
        if (keyWidth > 0) _keyNorm = LayerNorm(keyWidth);
        (_toQ, _toKv, _toOut) = (new(width, keyChannels), new(from, keyChannels + valueChannels), new(valueChannels, width));
        var hidden = Math.Max(1, (long)(width * multiplier));
        _feedForward = Sequential(LayerNorm(width), new Projection(width, hidden), GELU(), new Projection(hidden, width));
        RegisterComponents();
    }

    public override Tensor forward(Tensor query, Tensor keys, KeyMask? mask)
    {
        using var scope = NewDisposeScope();
        var q = Attention.SplitHeads(_toQ.call(_queryNorm.call(query)), _heads);
        return Add(query, TokenAttention.Read(q, keys, _keyNorm, _toKv, mask)).MoveToOuterDisposeScope();
    }

    /// <summary>[R, T, D] → [R, T, D]: tokens read each other.</summary>
    /// <param name="x">The tokens.</param>
    /// <param name="place">Places queries and keys once they are split into heads; null = they stay.</param>
    public Tensor ReadItself(Tensor x, Func<Tensor, Tensor>? place = null)
    {
        using var scope = NewDisposeScope();
        var normed = _queryNorm.call(x);
        var q = Attention.SplitHeads(_toQ.call(normed), _heads);
        var (k, v) = TokenAttention.Map(q, normed, null, _toKv);
        return Add(x, place is null ? Attention.Read(q, k, v) : Attention.Read(place(q), place(k), v)).MoveToOuterDisposeScope();
    }

    private Tensor Add(Tensor query, Tensor read)
    {
        var x = query + _toOut.call(Attention.MergeHeads(read));
        return x + _feedForward.call(x);
    }
}
