using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Encoders;

/// <summary>k-means (Lloyd 1982) from spread-out first centres (Arthur and Vassilvitskii 2007).</summary>
internal static class KMeans
{
    /// <summary>The centres of clusters.</summary>
    /// <param name="points">[R, K], R at least <paramref name="clusters"/>.</param>
    /// <param name="clusters">C.</param>
    /// <param name="passes">Most passes.</param>
    /// <param name="seed">Seed of the first centres.</param>
    /// <returns>[C, K].</returns>
    public static Tensor Centres(Tensor points, int clusters, int passes, int seed)
    {
        using var scope = NewDisposeScope();
        var centres = First(points, clusters, new Random(seed));
        for (var pass = 0; pass < passes; pass++)
        {
            var moved = Means(points, Nearest(points, centres), centres);
            var still = moved.allclose(centres, 0, 1e-6);
            centres = moved;
            if (still) break;
        }
        return centres.MoveToOuterDisposeScope();
    }

    /// <summary>[R] int64: the nearest centre of each point.</summary>
    public static Tensor Nearest(Tensor points, Tensor centres) => (points.unsqueeze(1) - centres.unsqueeze(0)).square().sum(2).argmin(1);

    // Each next centre is a point drawn by its squared distance to the nearest one so far.
    private static Tensor First(Tensor points, int clusters, Random random)
    {
        var chosen = new List<Tensor> { points[random.Next((int)points.shape[0])] };
        while (chosen.Count < clusters)
        {
            var far = (points.unsqueeze(1) - stack(chosen.ToArray(), 0).unsqueeze(0)).square().sum(2).amin([1L]).cumsum(0);
            var draw = random.NextDouble() * far[-1].ToSingle();
            chosen.Add(points[Math.Min(far.le(draw).sum().ToInt64(), points.shape[0] - 1)]);
        }
        return stack(chosen.ToArray(), 0);
    }

    // A cluster without points stays where it was.
    private static Tensor Means(Tensor points, Tensor cluster, Tensor centres)
    {
        var member = nn.functional.one_hot(cluster, centres.shape[0]).to_type(points.dtype);
        var count = member.sum(0, keepdim: false).unsqueeze(1);
        return where(count.gt(0), member.t().mm(points) / count.clamp_min(1), centres);
    }
}
