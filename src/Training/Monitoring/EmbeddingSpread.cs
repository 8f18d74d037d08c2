using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Training.Monitoring;

/// <summary>How far vectors of different rows differ: a collapsed model gives every row the same.</summary>
/// <param name="Deviation">Mean over dimensions of the standard deviation of the vectors brought to length one, times √D: 0 = all alike, 1 = spread evenly over all directions.</param>
/// <param name="EffectiveRank">exp of the entropy of the singular values, which sum to one, of the centred vectors: as many dimensions as are used evenly.</param>
/// <param name="Width">Dimensions D.</param>
/// <remarks>Effective rank: Roy and Vetterli 2007, "The effective rank"; as a sign of collapse: Garrido et al. 2022, RankMe, arXiv:2210.02885 (there without centring).</remarks>
public sealed record EmbeddingSpread(double Deviation, double EffectiveRank, int Width)
{
    /// <summary>Measures vectors.</summary>
    /// <param name="vectors">[N, D], at least two rows.</param>
    internal static EmbeddingSpread Of(Tensor vectors)
    {
        using var scope = NewDisposeScope();
        var z = nn.functional.normalize(vectors.to_type(ScalarType.Float64), 2, 1);
        return new(DeviationOf(z), Rank(z - z.mean([0L], keepdim: true)), (int)z.shape[1]);
    }

    /// <summary>The deviation alone.</summary>
    /// <param name="vectors">[N, D] of length one, at least two rows.</param>
    internal static double DeviationOf(Tensor vectors) => vectors.std(0).mean().ToDouble() * Math.Sqrt(vectors.shape[1]);

    // Of z and of zᵀ the singular values are the same: those of the smaller product are cheaper.
    private static double Rank(Tensor z)
    {
        var product = z.shape[0] < z.shape[1] ? z.mm(z.t()) : z.t().mm(z);
        var singular = linalg.eigvalsh(product).clamp_min(0).sqrt();
        var total = singular.sum().ToDouble();
        if (total == 0) return 0;
        var share = singular / total;
        return Math.Exp(-(share * share.clamp_min(1e-30).log()).sum().ToDouble());
    }
}
