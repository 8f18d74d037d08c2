using System.Runtime.Intrinsics.X86;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi;

/// <summary>
/// The number type of matrix products on this thread: <c>using (Precision.Use(ScalarType.BFloat16)) { ... }</c>.
/// Weights, norms, softmax, residual sums and losses stay as they are; only products are computed in the other type.
/// </summary>
public static class Precision
{
    [ThreadStatic] private static ScalarType? _products;

    /// <summary>The type of products; null = that of their operands.</summary>
    public static ScalarType? Products => _products;

    /// <summary>Whether this processor multiplies in bfloat16 (AVX-512 BF16 or AMX). The engine's products in it take a hundred times as long elsewhere.</summary>
    public static bool ProcessorHasBFloat16 { get; } = Avx512F.IsSupported && (HasAvx512BFloat16 || HasAmxBFloat16);

    /// <summary>Computes products in <paramref name="type"/> until the result is disposed.</summary>
    /// <param name="type">A floating type, for example <c>BFloat16</c>: half the memory traffic, on processors and devices that have it twice the speed, three digits. Null = that of the operands.</param>
    public static IDisposable Use(ScalarType? type)
    {
        var before = _products;
        _products = type;
        return new Restoring(before);
    }

    /// <summary>
    /// Whether products on this device round what they are given, and what they give, to bfloat16, and multiply in float32:
    /// where bfloat16 is asked for and the processor lacks it. The numbers are nearly the same.
    /// </summary>
    internal static bool Rounds(DeviceType device) => _products == ScalarType.BFloat16 && device == DeviceType.CPU && !ProcessorHasBFloat16;

    /// <summary>The same numbers to three digits, in the same type.</summary>
    internal static Tensor Round(Tensor x)
    {
        using var rounded = x.to_type(ScalarType.BFloat16);
        return rounded.to_type(x.dtype);
    }

    // Intel's manual, volume 2A, CPUID: leaf 7.1, EAX bit 5, and leaf 7.0, EDX bit 22.
    private static bool HasAvx512BFloat16 => (X86Base.CpuId(7, 1).Eax & (1 << 5)) != 0;

    private static bool HasAmxBFloat16 => (X86Base.CpuId(7, 0).Edx & (1 << 22)) != 0;

    private sealed class Restoring(ScalarType? before) : IDisposable
    {
        public void Dispose() => _products = before;
    }
}
