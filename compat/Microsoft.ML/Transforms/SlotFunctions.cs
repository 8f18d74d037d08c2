using System.Numerics;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.Transforms;

/// <summary>Functions of a number <c>x</c> with two parameters <c>a</c> and <c>b</c>.</summary>
internal enum SlotFunction : byte
{
    /// <summary><c>(x - b) * a</c>: a is the scale, b the offset.</summary>
    Affine,
    /// <summary>The share of a normal distribution with mean a and standard deviation b that lies below x.</summary>
    Cdf,
}

/// <summary>These functions over all slots of a row.</summary>
internal static class SlotFunctions
{
    internal delegate void Apply<T>(Span<T> values, T[] first, T[] second);

    // Generic arithmetic is 15 times as slow before the runtime has optimised it, which takes longer than most tables.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Affine<T>(Span<T> values, T[] scale, T[] offset) where T : IFloatingPointIeee754<T>
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = (values[i] - offset[i]) * scale[i];
    }

    /// <remarks>erf by Winitzki's approximation, as in the real package.</remarks>
    internal static void Cdf<T>(Span<T> values, T[] mean, T[] deviation) where T : IFloatingPointIeee754<T>
    {
        const double A = 0.147;
        for (var i = 0; i < values.Length; i++)
        {
            var x = double.CreateTruncating((values[i] - mean[i]) / deviation[i]);
            var half = x * x / 2;
            values[i] = double.IsNaN(x) ? T.NaN : T.CreateTruncating(0.5 + 0.5 * Math.Sign(x) * Math.Sqrt(1 - Math.Exp(-half * (4 / Math.PI + A * half) / (1 + A * half))));
        }
    }
}
