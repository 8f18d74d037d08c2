using static TorchSharp.torch;

namespace Eegavi.Fusion;

/// <summary>Attention with a backward pass of its own: some queries at a time where there are more logits than memory should hold.</summary>
/// <remarks>
/// The derivative of the logits comes of the output as dS = P ∘ (dP − Σ dO ∘ O), and no product gives its result turned. Where all queries fit, the softmax P is kept.
/// Where they take turns, nothing of size Tq·Tk is kept between the passes, and the softmax is computed again.
/// Dao et al. 2022, FlashAttention, arXiv:2205.14135, without its fused kernel: turns save memory, not time.
/// A bias that learns has a gradient of its own size.
/// </remarks>
internal sealed class AttentionInTurn : autograd.SingleTensorFunction<AttentionInTurn>
{
    /// <inheritdoc/>
    public override string Name => nameof(AttentionInTurn);

    /// <summary>[B, H, Tq, width of <paramref name="v"/>], as if each query saw something.</summary>
    public static Tensor Read(Tensor q, Tensor k, Tensor v, KeyMask? mask, long budget)
    {
        // Tensors that may be absent are given as empty ones: a function takes tensors only.
        return apply(q, k.contiguous(), v.contiguous(), mask?.Bias ?? empty(0), mask?.PerHead ?? empty(0), Turn.Queries(q, k, budget));
    }

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (given, queries) = (vars.OfType<Tensor>().ToList(), (long)vars[^1]);
        ctx.save_data("queries", queries);
        return queries < given[0].shape[2] ? InTurn(ctx, given, queries) : AtOnce(ctx, given);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var saved = ctx.get_saved_variables();
        var (all, queries) = (saved[0].shape[2], (long)ctx.get_data("queries"));
        if (queries >= all) return [.. Gradients(new(0, all), saved, grad_output), null!];
        var sums = saved[..5].Select((tensor, i) => i < 3 || tensor.requires_grad ? zeros_like(tensor) : null!).ToList();
        foreach (var turn in Turn.All(all, queries))
        {
            using var scope = NewDisposeScope();
            var gradients = Gradients(turn, saved, grad_output);
            turn.Of(sums[0]).add_(gradients[0]);
            for (var i = 1; i < 5; i++)
                if (gradients[i] is { } gradient) (i < 3 ? sums[i] : turn.Of(sums[i])).add_(gradient);
        }
        return [.. sums, null!];
    }

    private static Tensor AtOnce(autograd.AutogradContext ctx, List<Tensor> given)
    {
        using var scope = NewDisposeScope();
        var (q, k, v, mask) = Inputs(given);
        var weights = Attention.Weights(q, k, mask);
        var read = Attention.Product(weights.to_type(q.dtype), v);
        ctx.save_for_backward([.. given, read.MoveToOuterDisposeScope(), weights.MoveToOuterDisposeScope()]);
        return read;
    }

    private static Tensor InTurn(autograd.AutogradContext ctx, List<Tensor> given, long queries)
    {
        var (q, k, v, mask) = Inputs(given);
        var read = empty([.. q.shape[..3], v.shape[3]], q.dtype, q.device);
        foreach (var turn in Turn.All(q.shape[2], queries))
        {
            using var scope = NewDisposeScope();
            turn.Of(read).copy_(Attention.Whole(turn.Of(q), k, v, mask?.Of(turn)));
        }
        ctx.save_for_backward([.. given, read]);
        return read;
    }

    // Of q, k, v, bias and what is added per head, of some queries; null where a mask learns nothing.
    private static Tensor[] Gradients(Turn turn, List<Tensor> saved, Tensor output)
    {
        var (q, k, v, mask) = Inputs(saved);
        var (asked, grad) = (turn.Of(q), turn.Of(output));
        var weights = saved.Count > 6 ? saved[6] : Attention.Weights(asked, k, mask?.Of(turn));     // P: [B, H, n, Tk]
        var ofValues = Attention.Product(weights.to_type(q.dtype).transpose(2, 3), grad);
        var centre = (grad * turn.Of(saved[5])).sum(-1, keepdim: true);
        var logits = Attention.ProductTurned(grad, v).to_type(weights.dtype).sub_(centre).mul_(weights);   // dS
        var (down, scale) = (logits.to_type(q.dtype), Attention.Scale(q));
        var (ofQueries, ofKeys) = (Attention.Product(down, k).mul_(scale), Attention.Product(down.transpose(2, 3), asked * scale));
        return [ofQueries, ofKeys, ofValues, OfMask(saved[3], turn, logits)!, OfMask(saved[4], turn, logits)!];
    }

    // A bias that heads, rows or queries share gets the sum of theirs.
    private static Tensor? OfMask(Tensor bias, Turn turn, Tensor logits)
    {
        if (!bias.requires_grad) return null;
        var place = turn.Of(bias);
        var shared = Enumerable.Range(0, 3).Where(axis => place.shape[axis] == 1).Select(axis => (long)axis).ToArray();
        return shared.Length > 0 ? logits.sum(shared, keepdim: true) : logits;
    }

    private static (Tensor Q, Tensor K, Tensor V, KeyMask? Mask) Inputs(List<Tensor> tensors)
    {
        var (bias, perHead) = (tensors[3].numel() > 0 ? tensors[3] : null, tensors[4].numel() > 0 ? tensors[4] : null);
        return (tensors[0], tensors[1], tensors[2], bias is null && perHead is null ? null : new KeyMask(bias, null, perHead));
    }
}

/// <summary>Queries that are computed together.</summary>
/// <param name="Start">The first.</param>
/// <param name="Count">How many.</param>
internal readonly record struct Turn(long Start, long Count)
{
    /// <summary>How many queries there are logits for within a budget; at least one.</summary>
    public static long Queries(Tensor q, Tensor k, long budget) => Math.Max(1, budget / Math.Max(1, q.shape[0] * q.shape[1] * k.shape[2]));

    /// <summary>All queries, some at a time.</summary>
    public static IEnumerable<Turn> All(long queries, long atATime)
    {
        for (var start = 0L; start < queries; start += atATime) yield return new(start, Math.Min(atATime, queries - start));
    }

    /// <summary>[B, H, Tq, …] → [B, H, n, …]; an axis of one query is shared by all.</summary>
    public Tensor Of(Tensor x) => x.shape[2] == 1 ? x : x.narrow(2, Start, Count);
}
