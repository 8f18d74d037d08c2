using static TorchSharp.torch;

namespace Eegavi.Fusion;

/// <summary>The arithmetic that all attention parts share. Every product of queries, keys and values is here.</summary>
internal static class Attention
{
    /// <summary>Logits that stand in memory at a time, B·H·Tq·Tk: 64 MiB of float32. Where there are more, queries are taken in turn.</summary>
    public const long Budget = 1 << 24;

    /// <summary>Numbers in the keys from which a backward pass of our own pays: it copies no keys that are turned, and calls more operators.</summary>
    private const long ManyKeys = 1 << 16;

    /// <summary>[B, T, H·d] → [B, H, T, d].</summary>
    public static Tensor SplitHeads(Tensor x, int heads) => x.unflatten(x.ndim - 1, heads, x.shape[^1] / heads).transpose(1, 2);

    /// <summary>[B, H, T, d] → [B, T, H·d].</summary>
    public static Tensor MergeHeads(Tensor x) => x.transpose(1, 2).flatten(2);

    /// <summary>softmax(q kᵀ / √d + mask) v, with exactly 0 for a query that sees nothing.</summary>
    /// <param name="q">[B, H, Tq, d].</param>
    /// <param name="k">[B, H, Tk, d].</param>
    /// <param name="v">[B, H, Tk, any width]. Finite everywhere, under a mask too.</param>
    /// <param name="mask">What is hidden; null = nothing.</param>
    /// <param name="budget">Logits at a time; above it queries are taken in turn, with and without gradients.</param>
    /// <returns>[B, H, Tq, width of <paramref name="v"/>].</returns>
    public static Tensor Read(Tensor q, Tensor k, Tensor v, KeyMask? mask = null, long budget = Budget)
    {
        using var scope = NewDisposeScope();
        // A query of 0 asks for nothing in particular, and nothing of it is learned: logits that are filled have that derivative.
        if (mask?.Even is { } even) q = q.masked_fill(even, 0);
        var logits = q.shape[0] * q.shape[1] * q.shape[2] * k.shape[2];
        var read = logits > budget || (Learns(q, k, v) && k.numel() > ManyKeys) ? AttentionInTurn.Read(q, k, v, mask, budget) : Whole(q, k, v, mask);
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

    /// <summary>All queries at once, as if each saw something.</summary>
    internal static Tensor Whole(Tensor q, Tensor k, Tensor v, KeyMask? mask)
    {
        using var scope = NewDisposeScope();
        return Product(Weights(q, k, mask).to_type(q.dtype), v).MoveToOuterDisposeScope();
    }

    /// <summary>The softmax, never in half precision: [B, H, Tq, Tk], evenly spread where a query sees nothing.</summary>
    internal static Tensor Weights(Tensor q, Tensor k, KeyMask? mask)
    {
        using var scope = NewDisposeScope();
        var logits = ProductTurned(q * Scale(q), k);
        var precision = Precise(q.dtype);
        if (mask is not null) logits = mask.AddTo(logits.to_type(precision));
        return logits.softmax(-1, precision).MoveToOuterDisposeScope();
    }

    /// <summary>1/√d.</summary>
    internal static double Scale(Tensor q) => 1 / Math.Sqrt(q.shape[3]);

    /// <summary>[B, H, n, m] · [B, H, m, p], heads and rows as one batch.</summary>
    internal static Tensor Product(Tensor a, Tensor b)
    {
        using var scope = NewDisposeScope();
        return Counted(Flat(a).bmm(Flat(b)), a).MoveToOuterDisposeScope();
    }

    /// <summary>[B, H, n, m] · [B, H, p, m]ᵀ. What is flattened is copied, and that copy runs along memory only if it is turned after.</summary>
    internal static Tensor ProductTurned(Tensor a, Tensor b)
    {
        using var scope = NewDisposeScope();
        return Counted(Flat(a).bmm(Flat(b).transpose(1, 2)), a).MoveToOuterDisposeScope();
    }

    /// <summary>The type of logits and softmax.</summary>
    internal static ScalarType Precise(ScalarType type) => type == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;

    private static bool Learns(Tensor q, Tensor k, Tensor v) => is_grad_enabled() && (q.requires_grad || k.requires_grad || v.requires_grad);

    private static Tensor Counted(Tensor product, Tensor a)
    {
        Products.Add(product.numel(), a.shape[3]);
        return product.view(a.shape[0], a.shape[1], product.shape[1], product.shape[2]);
    }

    private static Tensor Flat(Tensor x) => x.reshape(x.shape[0] * x.shape[1], x.shape[2], x.shape[3]);
}
