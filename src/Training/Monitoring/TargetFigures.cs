using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Training.Monitoring;

/// <summary>How near the first end of a loss comes to several others at once, beside how near any vector could.</summary>
/// <param name="Term">The loss.</param>
/// <param name="Cosine">Mean over the P other ends of the cosine of matching rows.</param>
/// <param name="Bound">√((1 + (P − 1) c) / P) with c the mean cosine between the P ends of one row: no vector can come nearer to all of them. Near 1 where they agree, be it on a constant.</param>
public sealed record TargetFigures(string Term, double Cosine, double Bound)
{
    /// <summary>Compares the first end with all others.</summary>
    /// <param name="term">The loss.</param>
    /// <param name="anchor">[N, P] of length one.</param>
    /// <param name="others">At least two ends [N, P] of length one, in the same rows.</param>
    internal static TargetFigures Of(string term, Tensor anchor, IReadOnlyList<Tensor> others)
    {
        using var scope = NewDisposeScope();
        var (ends, sum) = (others.Count, others.Aggregate((a, b) => a + b));
        var cosine = (anchor * sum).sum(1).mean().ToDouble() / ends;
        // |Σ z|² = P + P (P − 1) c for vectors of length one.
        var c = (sum.square().sum(1).mean().ToDouble() - ends) / (ends * (ends - 1.0));
        return new(term, cosine, Math.Sqrt(Math.Max(0, (1 + (ends - 1) * c) / ends)));
    }
}
