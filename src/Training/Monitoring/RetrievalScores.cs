using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Training.Monitoring;

/// <summary>How often a row's own vector is the nearest one among some rows.</summary>
/// <param name="Top1">Share of rows whose own vector is the nearest, 0…1; of k equally near ones it counts 1/k.</param>
/// <param name="ReciprocalRank">Mean of 1 / rank of the own vector; ties share their mean rank.</param>
/// <param name="Chance">Top-1 of guessing: the mean of 1 / candidates.</param>
public sealed record RetrievalScores(double Top1, double ReciprocalRank, double Chance)
{
    /// <summary>How many times as often as by chance the own vector is the nearest.</summary>
    public double Lift => Top1 / Chance;

    /// <summary>Scores similarities.</summary>
    /// <param name="similarity">[N, N]: row i's own vector is column i.</param>
    /// <param name="candidate">[N, N] bool, true = column j is among the candidates of row i; true on the diagonal.</param>
    internal static RetrievalScores Of(Tensor similarity, Tensor candidate)
    {
        using var scope = NewDisposeScope();
        var own = similarity.diagonal().unsqueeze(1);
        var nearer = similarity.gt(own).logical_and(candidate).sum(1, type: ScalarType.Float64);
        var alike = similarity.eq(own).logical_and(candidate).sum(1, type: ScalarType.Float64);
        var top1 = nearer.eq(0).to_type(ScalarType.Float64) / alike;
        var rank = nearer + (alike + 1) / 2;
        return new(top1.mean().ToDouble(), rank.reciprocal().mean().ToDouble(), candidate.sum(1, type: ScalarType.Float64).reciprocal().mean().ToDouble());
    }
}
