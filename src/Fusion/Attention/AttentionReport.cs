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
        var figures = Turn.All(q.shape[2], Turn.Queries(q, k, Attention.Budget)).Select(turn => Figures(turn, q, k, place)).ToList();
        Report("entropy", figures, 0, seeing, seeing);
        Report("mass", figures, 1, asking, seeing);
        for (var i = 0; i < (place.Segments?.Count ?? 0); i++) Report($"mass.{place.Segments![i].Name}", figures, 2 + i, asking, seeing);
    }

    // Entropy, mass, and the mass of each run: [B, H, n, 2 + runs].
    private static Tensor Figures(Turn turn, Tensor q, Tensor k, AttentionPlace place)
    {
        using var scope = NewDisposeScope();
        var weights = Attention.Weights(turn.Of(q), k, place.Mask?.Of(turn));
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
