using System.Diagnostics;
using static TorchSharp.torch;

namespace Eegavi.Benchmarks;

/// <summary>What the machine's matrix products can do, and how many of them the model is made of.</summary>
internal static class Products
{
    // [M, K] by [K, N]: the products that take most of the model's time.
    private static readonly (long M, long K, long N)[] Shapes = [(2048, 768, 3072), (2048, 3072, 768), (6368, 768, 1536), (3136, 768, 1536)];

    /// <summary>Floating-point operations of one forward pass, each multiply-add counted as two, as Flamingo's description has it.</summary>
    public static double Forward(int rows) => 2.0 * rows * (Eeg() + Perceiver(199) + Perceiver(98) + 2 * Block());

    /// <summary>The best rate over the shapes, operations per second.</summary>
    public static double Rate(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return Shapes.Max(shape => Rate(shape.M, shape.K, shape.N, type));
    }

    private static double Rate(long m, long k, long n, ScalarType type)
    {
        using var scope = NewDisposeScope();
        var (x, w) = (randn(m, k).to_type(type), randn(n, k).to_type(type));
        double best = 0;
        for (var i = 0; i < 6; i++)
        {
            var watch = Stopwatch.StartNew();
            using var product = nn.functional.linear(x, w);
            best = Math.Max(best, 2.0 * m * k * n / watch.Elapsed.TotalSeconds);
        }
        return best;
    }

    private static double Eeg() => 8.0 * 6400 * 384;

    // 8 items of a row; two layers of q, kv, scores and reading, output, feed-forward.
    private static double Perceiver(double tokens) =>
        8 * 2 * ((64 * 768 * 768 * 2) + ((tokens + 64) * 768 * 1536) + (2 * 64 * (tokens + 64) * 768) + (64 * 768.0 * 3072 * 2));

    // 8 queries of a row; self-attention, then queries, keys and values of two media (512 tokens) and the text (8), then feed-forward.
    private static double Block() =>
        (8 * 384 * 384 * 4) + (8 * 384 * 384 * 4) + (2 * 512 * 768 * 768.0) + (8 * 384 * 768) + (2 * 8 * 1040 * 384) + (8 * 384 * 1536 * 2);
}
