using static TorchSharp.torch;

namespace Eegavi.Fusion;

/// <summary>Attention that maps no token: the queries are taken to the tokens' width, and what they read is mapped after.</summary>
/// <remarks>
/// q · (W x) = (Wᵀ q) · x and Σ p (W x) = W Σ p x: the same but for rounding, for fewer multiply-adds where queries are few.
/// The keys' bias shifts all logits of a query alike, which changes no softmax. DeepSeek-AI 2024, DeepSeek-V2, arXiv:2405.04434, absorbs its maps so.
/// Kept for its speed (2026-12-01, over the fused attention): 0.70 of the time of mapping in <c>isab-pma</c>, 0.80 in <c>q-former</c>.
/// </remarks>
internal static class AbsorbedAttention
{
    /// <summary>Whether it takes a quarter fewer multiply-adds than mapping the tokens, as it moves more memory.</summary>
    /// <param name="q">[R or 1, H, Tq, d].</param>
    /// <param name="tokens">[R, Tk, E].</param>
    /// <param name="toKv">E → keys and values of all heads.</param>
    public static bool Pays(Tensor q, Tensor tokens, Projection toKv)
    {
        var (inner, outputs) = (q.shape[1] * q.shape[3], toKv.weight.shape[0]);
        var (rows, keys, width) = (tokens.shape[0], tokens.shape[1], tokens.shape[2]);
        var queries = q.shape[2];
        var mapped = rows * keys * outputs * (width + queries);
        var absorbed = 2 * rows * keys * width * q.shape[1] * queries + queries * width * (q.shape[0] * inner + rows * (outputs - inner));
        return 4 * absorbed < 3 * mapped;
    }

    /// <summary>As <see cref="TokenAttention"/>.</summary>
    public static Tensor Read(Tensor q, Tensor tokens, Projection toKv, KeyMask? mask)
    {
        using var scope = NewDisposeScope();
        var (rows, heads, queries, width) = (tokens.shape[0], q.shape[1], q.shape[2], tokens.shape[2]);
        var keys = heads * q.shape[3];
        var maps = toKv.weight.to_type(q.dtype);
        // The attention divides by the square root of the width that it sees.
        var asked = PerHead(q * Math.Sqrt((double)width / q.shape[3]), maps.narrow(0, 0, keys).unflatten(0, heads, -1));        // [R or 1, H, Tq, E]
        // One head that all queries of all heads ask, as they read the same tokens: training in 0.88 of the time of H heads.
        var all = tokens.to_type(q.dtype).unsqueeze(1);
        var read = Attention.Read(asked.flatten(1, 2).unsqueeze(1).expand(rows, -1, -1, -1), all, all, mask?.OneHead(heads, queries)).view(rows, heads, queries, width);
        var values = PerHead(read, maps.narrow(0, keys, maps.shape[0] - keys).unflatten(0, heads, -1).transpose(1, 2));
        if (toKv.bias is not null) values = AddSeen(values, toKv.bias.narrow(0, keys, maps.shape[0] - keys).to_type(q.dtype).view(heads, 1, -1), mask);
        return values.MoveToOuterDisposeScope();
    }

    // [R, H, T, n] · [H, n, m] → [R, H, T, m].
    private static Tensor PerHead(Tensor x, Tensor maps)
    {
        var mapped = x.transpose(0, 1).flatten(1, 2).bmm(maps);
        Products.Add(mapped.numel(), maps.shape[1]);
        return mapped.unflatten(1, x.shape[0], x.shape[2]).transpose(0, 1);
    }

    private static Tensor AddSeen(Tensor values, Tensor bias, KeyMask? mask) =>
        mask?.Seen is null ? values + bias : values + bias * mask.Seen.to_type(values.dtype);
}
