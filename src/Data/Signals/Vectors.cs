using System.Numerics;
using System.Runtime.InteropServices;

namespace Eegavi.Data.Signals;

/// <summary>Sums over arrays, several numbers at a time.</summary>
internal static class Vectors
{
    /// <summary>Sum of products.</summary>
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var va = MemoryMarshal.Cast<float, Vector<float>>(a);
        var vb = MemoryMarshal.Cast<float, Vector<float>>(b);
        // Two chains of additions: each waits for its own last result only.
        var (even, odd) = (Vector<float>.Zero, Vector<float>.Zero);
        for (var i = 0; i + 1 < va.Length; i += 2)
        {
            even = Vector.FusedMultiplyAdd(va[i], vb[i], even);
            odd = Vector.FusedMultiplyAdd(va[i + 1], vb[i + 1], odd);
        }
        if (va.Length % 2 != 0) even += va[^1] * vb[va.Length - 1];
        var sum = Vector.Sum(even + odd);
        for (var i = va.Length * Vector<float>.Count; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
