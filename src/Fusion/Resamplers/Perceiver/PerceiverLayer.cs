using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>latents + attention, then + feed-forward.</summary>
internal sealed class PerceiverLayer : Module<Tensor, Tensor, KeyMask?, Tensor>
{
    [ComponentName(Name = "0")] private readonly PerceiverAttention _attention;
    [ComponentName(Name = "1")] private readonly Sequential _feedForward;

    public PerceiverLayer(PerceiverResamplerOptions options, int width) : base("layer")
    {
        _attention = new PerceiverAttention(width, options.Heads, options.HeadWidth, options.LatentKeys);
        _feedForward = FeedForward.Make(width, options.Multiplier);
        RegisterComponents();
    }

    /// <summary>[R, N, E] standardised media and [R or 1, L, E] latents → [R, L, E].</summary>
    public override Tensor forward(Tensor media, Tensor latents, KeyMask? mask)
    {
        using var scope = NewDisposeScope();
        latents += _attention.call(media, latents, mask);
        return (latents + _feedForward.call(latents)).MoveToOuterDisposeScope();
    }
}

/// <summary>Latents read the media and themselves, with one projection to keys and values for both.</summary>
internal sealed class PerceiverAttention : Module<Tensor, Tensor, KeyMask?, Tensor>
{
    private const double NearlyClosed = -4;
    private readonly int _heads;
    private readonly LatentKeys _latentKeys;
    [ComponentName(Name = "norm_media")] private readonly LayerNorm _normMedia;
    [ComponentName(Name = "norm_latents")] private readonly LayerNorm _normLatents;
    [ComponentName(Name = "to_q")] private readonly Projection _toQ;
    [ComponentName(Name = "to_kv")] private readonly Projection _toKv;
    [ComponentName(Name = "to_out")] private readonly Projection _toOut;
    [ComponentName(Name = "kv_gate")] private readonly Parameter? _gate;

    public PerceiverAttention(int width, int heads, int headWidth, LatentKeys latentKeys = LatentKeys.Open) : base("attention")
    {
        var inner = heads * headWidth;
        (_heads, _latentKeys) = (heads, latentKeys);
        _normMedia = LayerNorm(width);
        _normLatents = LayerNorm(width);
        _toQ = new Projection(width, inner, hasBias: false);
        _toKv = new Projection(width, 2 * inner, hasBias: false);
        _toOut = new Projection(inner, width, hasBias: false);
        if (latentKeys != LatentKeys.Open) _gate = new Parameter(tensor(NearlyClosed, ScalarType.Float32));
        RegisterComponents();
    }

    /// <summary>[R, N, E] standardised media and [R or 1, L, E] latents → [R, L, E].</summary>
    public override Tensor forward(Tensor media, Tensor latents, KeyMask? mask)
    {
        using var scope = NewDisposeScope();
        var normed = _normLatents.call(latents);
        var q = Every(Attention.SplitHeads(_toQ.call(normed), _heads), media.shape[0]);             // [R, H, L, d]
        var (k, v) = KeysAndValues(media, normed);
        return _toOut.call(Attention.MergeHeads(Attention.Read(q, k, v, mask))).MoveToOuterDisposeScope();
    }

    // Of its own scope, so that what is joined does not lie beside it during the attention.
    private (Tensor K, Tensor V) KeysAndValues(Tensor media, Tensor normed)
    {
        using var scope = NewDisposeScope();
        var ofMedia = _toKv.After(_normMedia, media).chunk(2, -1);
        var ofLatents = _toKv.call(Gated(normed)).chunk(2, -1);
        return (Join(ofMedia[0], ofLatents[0]).MoveToOuterDisposeScope(), Join(ofMedia[1], ofLatents[1]).MoveToOuterDisposeScope());
    }

    private Tensor Gated(Tensor latents) => _gate is null ? latents : latents * (_latentKeys == LatentKeys.Gated ? _gate.sigmoid() : _gate);

    // Projected apart and joined head by head: the media are never copied at their full width, and the attention gets its keys as it wants them.
    private Tensor Join(Tensor media, Tensor latents) =>
        cat([Attention.SplitHeads(media, _heads), Every(Attention.SplitHeads(latents, _heads), media.shape[0])], 2);    // [R, H, N + L, d]

    // In the first layer the latents are the same for all rows, and computed once.
    private static Tensor Every(Tensor x, long rows) => x.shape[0] == rows ? x : x.expand(rows, -1, -1, -1);
}
