using System.Numerics;
using System.Runtime.InteropServices;
using TorchSharp.Engine;

namespace TorchSharp;

/// <summary>How tensors come from C#'s memory; the public overloads are in torch.Tensor.cs.</summary>
public static partial class torch
{
    private static ScalarType _defaultType = ScalarType.Float32;

    public static ScalarType get_default_dtype() => _defaultType;

    public static unsafe void set_default_dtype(ScalarType dtype)
    {
        Native.Check(Native.set_default_dtype((int)dtype));
        _defaultType = dtype;
    }

    public static void set_default_tensor_type(Tensor t) => set_default_dtype(t.dtype);

    internal static ScalarType TypeOf<T>() => TypeOf(typeof(T));

    internal static ScalarType TypeOf(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Byte => ScalarType.Byte,
        TypeCode.SByte => ScalarType.Int8,
        TypeCode.Int16 => ScalarType.Int16,
        TypeCode.Int32 => ScalarType.Int32,
        TypeCode.Int64 => ScalarType.Int64,
        TypeCode.Single => ScalarType.Float32,
        TypeCode.Double => ScalarType.Float64,
        TypeCode.Boolean => ScalarType.Bool,
        _ when type == typeof(Half) => ScalarType.Float16,
        _ when type == typeof(Complex) => ScalarType.ComplexFloat64,
        _ when type == typeof((float, float)) => ScalarType.ComplexFloat32,
        _ => throw new NotSupportedException($"A tensor cannot hold {type.Name}."),
    };

    /// <summary>Sets requires_grad on a new tensor.</summary>
    internal static Tensor Leaf(Tensor tensor, bool requires_grad)
    {
        if (requires_grad) tensor.requires_grad = true;
        return tensor;
    }

    private static T[] Flat<T>(IList<T> list) => list as T[] ?? [.. list];

    /// <summary>A new tensor with a copy of <paramref name="data"/>.</summary>
    private static unsafe Tensor FromSpan<T>(ReadOnlySpan<T> data, ReadOnlySpan<long> dims, ScalarType? dtype, Device device, bool requires_grad)
        where T : unmanaged
    {
        var own = TypeOf<T>();
        long count = 1;
        foreach (var dim in dims) count *= dim;
        if (count != data.Length)
            throw new ArgumentException($"mismatched total size creating a tensor from an array: {data.Length} elements do not fill [{string.Join(", ", dims.ToArray())}].");
        var result = Call("empty.memory_format", dims, own);
        data.CopyTo(new Span<T>(result.DataPointer, data.Length));
        return Leaf(Converted(result, dtype, device), requires_grad);
    }

    private static Tensor Converted(Tensor tensor, ScalarType? dtype, Device device)
    {
        var sameType = dtype is null || dtype == tensor.dtype;
        var samePlace = device is null || device.type == DeviceType.CPU;
        return sameType && samePlace ? tensor : tensor.to(dtype ?? tensor.dtype, device ?? CPU, disposeAfter: true);
    }

    private static unsafe Tensor FromArray(Array array, ScalarType? dtype, Device device, bool requires_grad)
    {
        var dims = new long[array.Rank];
        for (var i = 0; i < dims.Length; i++) dims[i] = array.GetLongLength(i);
        var result = Call("empty.memory_format", dims, TypeOf(array.GetType().GetElementType()));
        var size = result.numel() * result.ElementSize;
        fixed (byte* source = &MemoryMarshal.GetArrayDataReference(array)) Buffer.MemoryCopy(source, result.DataPointer, size, size);
        return Leaf(Converted(result, dtype, device), requires_grad);
    }

    /// <summary>A tensor over the caller's memory, which stays pinned while the tensor lives.</summary>
    private static unsafe Tensor FromMemory<T>(Memory<T> memory, ReadOnlySpan<long> dims, ScalarType? dtype, Device device, bool requires_grad)
        where T : unmanaged
    {
        var pin = memory.Pin();
        var result = Share(pin.Pointer, dims, TypeOf<T>(), GCHandle.Alloc(pin));
        return Leaf(Converted(result, dtype, device), requires_grad);
    }

    private static unsafe Tensor Share(void* data, ReadOnlySpan<long> dims, ScalarType type, GCHandle pin)
    {
        fixed (long* sizes = dims)
        {
            return Tensor.Wrap(Native.from_memory(data, sizes, dims.Length, (int)type, GCHandle.ToIntPtr(pin))) ?? throw Native.Error();
        }
    }

    private static Tensor FromScalar(Scalar scalar) => Call("scalar_tensor", scalar, scalar.Type);

    public static Tensor from_array(Array rawArray, Device device = null) => FromArray(rawArray, null, device, false);

    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device device = null, bool requires_grad = false, string[] names = null) =>
        FromArray(rawArray, dtype, device, requires_grad);

    /// <summary>A flat tensor over an array's memory, read as <paramref name="dtype"/>; offset in bytes.</summary>
    public static unsafe Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        var pin = GCHandle.Alloc(rawArray, GCHandleType.Pinned);
        var bytes = Buffer.ByteLength(rawArray) - offset;
        long[] dims = [count < 0 ? bytes / dtype.ElementSize() : count];
        return Leaf(Share((byte*)pin.AddrOfPinnedObject() + offset, dims, dtype, pin), requires_grad);
    }

    public static Tensor eye(long rows, long columns = -1, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) =>
        Leaf(Call("eye.m", rows, columns < 0 ? rows : columns, dtype, default, device), requires_grad);

    public static Tensor empty_strided(long[] size, long[] strides, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) =>
        Leaf(Call("empty_strided", size, strides, dtype, default, device), requires_grad);

    public static Tensor tril_indices(long row, long col, long offset = 0, ScalarType dtype = ScalarType.Int64, Device device = null) =>
        Call("tril_indices", row, col, offset, dtype, default, device);

    public static Tensor triu_indices(long row, long col, long offset = 0, ScalarType dtype = ScalarType.Int64, Device device = null) =>
        Call("triu_indices", row, col, offset, dtype, default, device);
}
