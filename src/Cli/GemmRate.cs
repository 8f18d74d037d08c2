using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Cli;

/// <summary>Measures the machine's rate in matrix products: the ceiling of any model's speed.</summary>
internal static class GemmRate
{
    private const int Size = 2048;

    /// <summary>GFLOP/s of the best of several products of two square matrices.</summary>
    public static double Measure(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (a, b) = (randn(Size, Size).to_type(type), randn(Size, Size).to_type(type));
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 6; i++)
        {
            var clock = Stopwatch.StartNew();
            using var product = a.mm(b);
            // A device computes on its own: reading a number waits for it.
            product[0, 0].ToSingle();
            if (clock.Elapsed < best) best = clock.Elapsed;
        }
        return 2.0 * Size * Size * Size / best.TotalSeconds / 1e9;
    }
}
