using static TorchSharp.torch;

namespace Eegavi.Fusion;

/// <summary>The arithmetic that all attention parts share. Every product of queries, keys and values is here.</summary>
internal static class Attention
{
    /// <summary>[B, T, H·d] → [B, H, T, d].</summary>
    public static Tensor SplitHeads(Tensor x, int heads) => x.unflatten(-1, heads, x.shape[^1] / heads).transpose(1, 2);

    /// <summary>[B, H, T, d] → [B, T, H·d].</summary>
    public static Tensor MergeHeads(Tensor x) => x.transpose(1, 2).flatten(2);

    /// <summary>softmax(q kᵀ / √d + mask) v, with exactly 0 for a query that sees nothing.</summary>
    /// <param name="q">[B, H, Tq, d].</param>
    /// <param name="k">[B, H, Tk, d].</param>
    /// <param name="v">[B, H, Tk, d]. Finite everywhere, under a mask too.</param>
    /// <param name="mask">What is hidden; null = nothing.</param>
    /// <returns>[B, H, Tq, d].</returns>
    public static Tensor Read(Tensor q, Tensor k, Tensor v, KeyMask? mask = null)
    {
        using var scope = NewDisposeScope();
        var read = Flat(Weights(q, k, mask)).bmm(Flat(v)).view(q.shape);
        return (mask?.Seen is null ? read : read * mask.Seen.to_type(read.dtype)).MoveToOuterDisposeScope();
    }

    // [B, H, Tq, Tk]. The softmax is never in half precision.
    private static Tensor Weights(Tensor q, Tensor k, KeyMask? mask)
    {
        using var scope = NewDisposeScope();
        var (b, h, tq, tk, d) = (q.shape[0], q.shape[1], q.shape[2], k.shape[2], q.shape[3]);
        var logits = Flat(q * (1 / Math.Sqrt(d))).bmm(Flat(k).transpose(1, 2)).view(b, h, tq, tk);
        var precision = q.dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;
        // In place: the product is ours, and no derivative needs it.
        if (mask is not null) logits = logits.to_type(precision).add_(mask.Bias);
        return logits.softmax(-1, precision).to_type(q.dtype).MoveToOuterDisposeScope();
    }

    private static Tensor Flat(Tensor x) => x.reshape(-1, x.shape[2], x.shape[3]);
}
