using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>The arithmetic that all attention parts share.</summary>
internal static class Attention
{
    /// <summary>[B, T, H·d] → [B, H, T, d].</summary>
    public static Tensor SplitHeads(Tensor x, int heads) => x.unflatten(x.ndim - 1, heads, x.shape[^1] / heads).transpose(1, 2);

    /// <summary>[B, H, T, d] → [B, T, H·d].</summary>
    public static Tensor MergeHeads(Tensor x) => x.transpose(1, 2).flatten(2);

    /// <summary>softmax(q kᵀ / √d + mask) v, with exactly 0 for a query that sees nothing.</summary>
    /// <remarks>
    /// libtorch's fused kernel keeps nothing of size Tq·Tk. It has no gradient of a bias and wants values as wide as keys:
    /// for the rest libtorch multiplies step by step, and keeps the softmax for the backward pass.
    /// On CUDA a mask of more than 2³² numbers a head makes an offset overflow (pytorch #162588, #187225); on a processor long masks are right.
    /// </remarks>
    /// <param name="q">[B, H, Tq, d].</param>
    /// <param name="k">[B, H, Tk, d].</param>
    /// <param name="v">[B, H, Tk, any width]. Finite everywhere, under a mask too.</param>
    /// <param name="mask">What is hidden; null = nothing.</param>
    /// <returns>[B, H, Tq, width of <paramref name="v"/>].</returns>
    /// <exception cref="ArgumentException">The axes do not fit each other: libtorch itself would not notice that there are more keys than values.</exception>
    public static Tensor Read(Tensor q, Tensor k, Tensor v, KeyMask? mask = null)
    {
        Axes.Match((q, "B H T D"), (k, "B H M D"), (v, "B H M E"));
        using var scope = NewDisposeScope();
        // A query of 0 asks for nothing in particular, and nothing of it is learned: logits that are filled have that derivative.
        if (mask?.Even is { } even) q = q.masked_fill(even, 0);
        // Of the queries' type: libtorch 2.10 takes a float32 mask of float64 queries, and reads its bytes as float64.
        var read = functional.scaled_dot_product_attention(q, k, v, mask?.Bias.to_type(q.dtype));
        Products.Add(q.numel() + read.numel(), k.shape[2]);
        return (mask?.Seen is null ? read : read * mask.Seen.to_type(read.dtype)).MoveToOuterDisposeScope();
    }

    /// <summary>The same, of tokens that know where they stand; it says of itself what <see cref="AttentionReport"/> does.</summary>
    public static Tensor Read(Tensor q, Tensor k, Tensor v, AttentionPlace place)
    {
        using var scope = NewDisposeScope();
        var (placedQ, placedK) = place.Position.Inject(q, k, place.Query, place.Key);
        if (Diagnostics.Wanted) AttentionReport.Say(placedQ, placedK, place);
        return Read(placedQ, placedK, place.Position.InjectValues(v, place.Key), place.Mask).MoveToOuterDisposeScope();
    }
}
