using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Trainers.Solvers;

/// <summary>The few operations on dense vectors that the solvers need, several numbers at a time.</summary>
/// <remarks>The inner loops are compiled for speed at their first call: a training is over before calls would have been counted.</remarks>
internal static class Vectors
{
    /// <summary>The sum of the products of two vectors of one length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var a = MemoryMarshal.Cast<double, Vector<double>>(left);
        var b = MemoryMarshal.Cast<double, Vector<double>>(right);
        var (sum0, sum1, sum2, sum3) = (Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero);
        var i = 0;
        for (; i + 3 < a.Length && i + 3 < b.Length; i += 4)
        {
            sum0 = Vector.FusedMultiplyAdd(a[i], b[i], sum0);
            sum1 = Vector.FusedMultiplyAdd(a[i + 1], b[i + 1], sum1);
            sum2 = Vector.FusedMultiplyAdd(a[i + 2], b[i + 2], sum2);
            sum3 = Vector.FusedMultiplyAdd(a[i + 3], b[i + 3], sum3);
        }

        for (; i < a.Length; i++)
            sum0 = Vector.FusedMultiplyAdd(a[i], b[i], sum0);
        var sum = Vector.Sum(sum0 + sum1 + (sum2 + sum3));
        for (var j = a.Length * Vector<double>.Count; j < left.Length; j++)
            sum += left[j] * right[j];
        return sum;
    }

    /// <summary>Writes the same numbers as double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Widen(ReadOnlySpan<float> source, Span<double> target)
    {
        var from = MemoryMarshal.Cast<float, Vector<float>>(source);
        var to = MemoryMarshal.Cast<double, Vector<double>>(target);
        var i = 0;
        for (; i < from.Length && 2 * i + 1 < to.Length; i++)
            Vector.Widen(from[i], out to[2 * i], out to[2 * i + 1]);
        for (var j = i * Vector<float>.Count; j < source.Length; j++)
            target[j] = source[j];
    }

    /// <summary>Adds <paramref name="factor"/> times <paramref name="source"/> to <paramref name="target"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(ReadOnlySpan<double> source, double factor, Span<double> target)
    {
        var from = MemoryMarshal.Cast<double, Vector<double>>(source);
        var to = MemoryMarshal.Cast<double, Vector<double>>(target);
        var scale = new Vector<double>(factor);
        for (var i = 0; i < from.Length && i < to.Length; i++)
            to[i] = Vector.FusedMultiplyAdd(from[i], scale, to[i]);
        for (var j = from.Length * Vector<double>.Count; j < source.Length; j++)
            target[j] += factor * source[j];
    }

    public static void Scale(Span<double> values, double factor)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] *= factor;
    }

    public static double[] Difference(double[] left, double[] right)
    {
        var result = new double[left.Length];
        for (var i = 0; i < result.Length; i++)
            result[i] = left[i] - right[i];
        return result;
    }

    public static double Norm(ReadOnlySpan<double> values) => Math.Sqrt(Dot(values, values));
}
