using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Fusion;

/// <summary>What an attention says of itself when somebody collects: <c>entropy</c> in nats, <c>mass</c>, and <c>mass.name</c> of runs of keys.</summary>
/// <remarks>
/// Means over heads and real queries. Entropy is of the queries that see something; 0 = all on one key, ln n = evenly over n.
/// Mass counts 0 for a query that sees nothing, so <c>mass</c> is the share of queries that see anything. The softmax is computed again, some queries at a time.
/// </remarks>
internal static class AttentionReport
{
    // Logits in memory at a time: 64 MiB of float32.
    private const long Budget = 1 << 24;

    /// <summary>Reports on the current path.</summary>
    /// <param name="q">[B, H, Tq, d], as they are multiplied.</param>
    /// <param name="k">[B, H, Tk, d].</param>
    /// <param name="place">The clocks and the mask.</param>
    public static void Say(Tensor q, Tensor k, AttentionPlace place)
    {
        if (q.shape[2] == 0) return;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        if (place.Mask?.Even is { } even) q = q.masked_fill(even, 0);
        var asking = place.Query.Valid.unsqueeze(1).unsqueeze(-1);                                  // [B, 1, Tq, 1]
        var seeing = place.Mask?.Seen is { } seen ? asking.logical_and(seen) : asking;
        var atATime = Math.Max(1, Budget / Math.Max(1, q.shape[0] * q.shape[1] * k.shape[2]));
        var figures = q.split(atATime, 2).Select((part, i) => Figures(part, k, Part(place.Mask?.Bias, i * atATime, part.shape[2]), place)).ToList();
        Report("entropy", figures, 0, seeing, seeing);
        Report("mass", figures, 1, asking, seeing);
        for (var i = 0; i < (place.Segments?.Count ?? 0); i++) Report($"mass.{place.Segments![i].Name}", figures, 2 + i, asking, seeing);
    }

    /// <summary>The softmax of an attention, never in half precision: [B, H, Tq, Tk], evenly spread where a query sees nothing.</summary>
    /// <param name="q">[B, H, Tq, d].</param>
    /// <param name="k">[B, H, Tk, d].</param>
    /// <param name="bias">What is added to the logits.</param>
    internal static Tensor Weights(Tensor q, Tensor k, Tensor? bias)
    {
        using var scope = NewDisposeScope();
        var logits = (q / Math.Sqrt(q.shape[3])).flatten(0, 1).bmm(k.flatten(0, 1).transpose(1, 2)).view(q.shape[0], q.shape[1], q.shape[2], k.shape[2]);
        Products.Add(logits.numel(), q.shape[3]);
        if (logits.dtype != ScalarType.Float64) logits = logits.to_type(ScalarType.Float32);
        return (bias is null ? logits : logits.add_(bias)).softmax(-1).MoveToOuterDisposeScope();
    }

    // The bias of some queries; an axis of one query is shared by all.
    private static Tensor? Part(Tensor? bias, long start, long count) => bias is null || bias.shape[2] == 1 ? bias : bias.narrow(2, start, count);

    // Entropy, mass, and the mass of each run: [B, H, n, 2 + runs].
    private static Tensor Figures(Tensor q, Tensor k, Tensor? bias, AttentionPlace place)
    {
        using var scope = NewDisposeScope();
        var weights = Weights(q, k, bias);
        var figures = new List<Tensor> { -(weights * weights.clamp_min(1e-30).log()).sum([3L]), weights.sum([3L]) };
        var start = 0L;
        foreach (var (_, count) in place.Segments ?? [])
        {
            figures.Add(weights.narrow(3, start, count).sum([3L]));
            start += count;
        }
        return stack(figures.ToArray(), 3).MoveToOuterDisposeScope();
    }

    // The mean over the queries that count, 0 for those of them that see nothing.
    private static void Report(string name, List<Tensor> figures, int place, Tensor counting, Tensor seeing)
    {
        var values = cat(figures.Select(part => part.narrow(3, place, 1)).ToArray(), 2);            // [B, H, Tq, 1]
        var count = counting.sum(type: ScalarType.Int64).ToInt64() * values.shape[1];
        if (count > 0) Diagnostics.Report(name, values.masked_fill(seeing.logical_not(), 0).sum() / (double)count);
    }
}
