using static TorchSharp.torch;

namespace Eegavi.Fusion;

/// <summary>Attention over more logits than memory should hold: some queries at a time, in the backward pass too.</summary>
/// <remarks>
/// Nothing of size Tq·Tk is kept between the passes: the softmax is computed again, and the derivative of the logits comes of the output as
/// dS = P ∘ (dP − Σ dO ∘ O). Dao et al. 2022, FlashAttention, arXiv:2205.14135, without its fused kernel: it saves memory, not time.
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
        var (q, k, v, mask) = Inputs(given);
        var read = empty([.. q.shape[..3], v.shape[3]], q.dtype, q.device);
        foreach (var turn in Turn.All(q.shape[2], queries))
        {
            using var scope = NewDisposeScope();
            turn.Of(read).copy_(Attention.Whole(turn.Of(q), k, v, mask?.Of(turn)));
        }
        ctx.save_for_backward([.. given, read]);
        ctx.save_data("queries", queries);
        return read;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var saved = ctx.get_saved_variables();
        var gradients = saved[..5].Select(tensor => tensor.numel() > 0 ? zeros_like(tensor) : null!).ToList();
        var (read, queries) = (saved[5], (long)ctx.get_data("queries"));
        foreach (var turn in Turn.All(read.shape[2], queries))
        {
            using var scope = NewDisposeScope();
            Add(turn, gradients, saved, grad_output);
        }
        return [.. gradients, null!];
    }

    private static void Add(Turn turn, List<Tensor> gradients, List<Tensor> saved, Tensor output)
    {
        var (q, k, v, mask) = Inputs(saved);
        var (asked, grad) = (turn.Of(q), turn.Of(output));
        var weights = Attention.Weights(asked, k, mask?.Of(turn));                                  // P: [B, H, n, Tk]
        var down = weights.to_type(q.dtype).transpose(2, 3);
        var centre = (grad * turn.Of(saved[5])).sum(-1, keepdim: true);
        var logits = weights * (Attention.Product(grad, v.transpose(2, 3)) - centre);               // dS
        var scaled = (logits * Attention.Scale(q)).to_type(q.dtype);
        turn.Of(gradients[0]).add_(Attention.Product(scaled, k));
        gradients[1].add_(Attention.Product(scaled.transpose(2, 3), asked));
        gradients[2].add_(Attention.Product(down, grad));
        if (saved[3].requires_grad) AddTo(gradients[3], turn, logits);
        if (saved[4].requires_grad) AddTo(gradients[4], turn, logits);
    }

    // A bias that heads, rows or queries share gets the sum of theirs.
    private static void AddTo(Tensor gradient, Turn turn, Tensor logits)
    {
        var place = turn.Of(gradient);
        var shared = Enumerable.Range(0, 3).Where(axis => place.shape[axis] == 1).Select(axis => (long)axis).ToArray();
        place.add_(shared.Length > 0 ? logits.sum(shared, keepdim: true) : logits);
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
    public static long Queries(Tensor q, Tensor k, long budget) => Math.Max(1, budget / (q.shape[0] * q.shape[1] * k.shape[2]));

    /// <summary>All queries, some at a time.</summary>
    public static IEnumerable<Turn> All(long queries, long atATime)
    {
        for (var start = 0L; start < queries; start += atATime) yield return new(start, Math.Min(atATime, queries - start));
    }

    /// <summary>[B, H, Tq, …] → [B, H, n, …]; an axis of one query is shared by all.</summary>
    public Tensor Of(Tensor x) => x.shape[2] == 1 ? x : x.narrow(2, Start, Count);
}
