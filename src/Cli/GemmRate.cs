using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Cli;

/// <summary>Measures the machine's rate in matrix products: the ceiling of any model's speed.</summary>
internal static class GemmRate
{
    private const int Largest = 2048;
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(0.3);

    /// <summary>GFLOP/s of products of square matrices, of the largest size that takes less than a third of a second; at most 3 s in all.</summary>
    public static double Measure(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        for (var size = 256; ; size *= 2)
        {
            var time = Best(size, type);
            if (size == Largest || time * 8 > Enough) return 2.0 * size * size * size / time.TotalSeconds / 1e9;
        }
    }

    private static TimeSpan Best(int size, ScalarType type)
    {
        using var scope = NewDisposeScope();
        var (a, b) = (randn(size, size).to_type(type), randn(size, size).to_type(type));
        var (best, all) = (TimeSpan.MaxValue, Stopwatch.StartNew());
        for (var i = 0; i < 6 && all.Elapsed < Enough; i++)
        {
            var clock = Stopwatch.StartNew();
            using var product = a.mm(b);
            // A device computes on its own: reading a number waits for it.
            product[0, 0].ToSingle();
            if (clock.Elapsed < best) best = clock.Elapsed;
        }
        return best;
    }
}
