using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Eegavi.Fusion;

/// <summary>Attention to tokens whose keys and values are one linear map of them, in the order of work that takes fewer multiply-adds.</summary>
internal static class TokenAttention
{
    /// <summary>softmax(q kᵀ / √d + mask) v, with exactly 0 for a query that sees nothing.</summary>
    /// <param name="q">[R or 1, H, Tq, d]; one row = all ask the same.</param>
    /// <param name="tokens">[R, Tk, E], finite everywhere.</param>
    /// <param name="norm">What they go through before the map; null = nothing.</param>
    /// <param name="toKv">E → H·d of keys, then the values of all heads.</param>
    /// <param name="mask">What is hidden; null = nothing.</param>
    /// <returns>[R, H, Tq, width of one head's values].</returns>
    public static Tensor Read(Tensor q, Tensor tokens, LayerNorm? norm, Projection toKv, KeyMask? mask)
    {
        if (AbsorbedAttention.Pays(q, tokens, toKv)) return AbsorbedAttention.Read(q, Normed(tokens, norm), toKv, mask);
        var (k, v) = Map(q, tokens, norm, toKv);
        return Attention.Read(q.expand(k.shape[0], -1, -1, -1), k, v, mask);
    }

    /// <summary>The same, of tokens that know where they stand.</summary>
    public static Tensor Read(Tensor q, Tensor tokens, LayerNorm? norm, Projection toKv, AttentionPlace place)
    {
        // A position changes the keys, so they must be made.
        var absorbs = place.Position is NoPosition && AbsorbedAttention.Pays(q, tokens, toKv);
        if (absorbs && !Diagnostics.Wanted) return AbsorbedAttention.Read(q, Normed(tokens, norm), toKv, place.Mask);
        var (k, v) = Map(q, tokens, norm, toKv);
        var asked = q.expand(k.shape[0], -1, -1, -1);
        if (!absorbs) return Attention.Read(asked, k, v, place);
        // A report looks at the keys; what is read does not change by it, not even by rounding.
        AttentionReport.Say(asked, k, place);
        return AbsorbedAttention.Read(q, Normed(tokens, norm), toKv, place.Mask);
    }

    /// <summary>Keys and values of <paramref name="tokens"/> in the heads of <paramref name="q"/>: [R, H, Tk, …].</summary>
    public static (Tensor K, Tensor V) Map(Tensor q, Tensor tokens, LayerNorm? norm, Projection toKv)
    {
        var (heads, keys) = (q.shape[1], q.shape[1] * q.shape[3]);
        var kv = toKv.call(Normed(tokens, norm));
        return (Attention.SplitHeads(kv.narrow(-1, 0, keys), (int)heads), Attention.SplitHeads(kv.narrow(-1, keys, kv.shape[^1] - keys), (int)heads));
    }

    private static Tensor Normed(Tensor tokens, LayerNorm? norm) => norm is null ? tokens : norm.call(tokens);
}
