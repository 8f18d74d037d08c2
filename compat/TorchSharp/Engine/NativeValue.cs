using System.Runtime.InteropServices;

namespace TorchSharp.Engine;

internal enum ValueTag
{
    None, Tensor, Int, Double, Bool, String, IntList, DoubleList, TensorList, Device, Generator, Complex, BoolList,
}

/// <summary>One argument or result of an operator as it crosses the border; <c>Value</c> in the native half.</summary>
[StructLayout(LayoutKind.Explicit, Size = 24)]
internal unsafe struct NativeValue
{
    [FieldOffset(0)] internal ValueTag Tag;
    [FieldOffset(4)] internal int Count;
    [FieldOffset(8)] internal long Integer;
    [FieldOffset(8)] internal double Real;
    [FieldOffset(8)] internal void* Pointer;
    [FieldOffset(8)] internal IntPtr Handle;
    [FieldOffset(16)] internal double Imaginary;
}
