using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Eegavi;

/// <summary>A named array to be written, from .NET memory or from a tensor.</summary>
public sealed class SafetensorsArray
{
    private const int Chunk = 1 << 20;
    private readonly Action<Stream> _write;

    private SafetensorsArray(string name, SafetensorsType type, IReadOnlyList<long> shape, Action<Stream> write) =>
        (Name, Type, Shape, _write) = (name, type, shape, write);

    /// <summary>Its name in the file.</summary>
    public string Name { get; }

    /// <summary>Type of its elements.</summary>
    public SafetensorsType Type { get; }

    /// <summary>Its sizes; empty = a scalar.</summary>
    public IReadOnlyList<long> Shape { get; }

    internal long Length => Shape.Aggregate((long)Type.Size(), (product, size) => checked(product * size));

    /// <summary>An array in .NET memory. Needs no engine.</summary>
    /// <param name="name">Its name in the file.</param>
    /// <param name="values">The elements in row-major order; they are read when the file is written.</param>
    /// <param name="shape">Sizes whose product is the number of elements.</param>
    /// <exception cref="ArgumentException">The shape has another number of elements, or the format no such elements.</exception>
    public static SafetensorsArray Of<T>(string name, ReadOnlyMemory<T> values, params long[] shape) where T : unmanaged
    {
        var count = shape.Aggregate(1L, (product, size) => checked(product * size));
        if (count != values.Length || shape.Any(size => size < 0))
            throw new ArgumentException($"'{name}': expected {values.Length} elements in all; got the shape [{string.Join(", ", shape)}].");
        return new(name, SafetensorsTypes.Of(typeof(T)), shape, stream => Copy(values, stream));
    }

    /// <summary>A tensor on any device; it is read when the file is written.</summary>
    /// <exception cref="ArgumentException">The format has no such elements.</exception>
    public static SafetensorsArray Of(string name, Tensor tensor) =>
        new(name, SafetensorsTypes.Of(tensor.dtype), tensor.shape, stream => Copy(tensor, stream));

    internal void WriteTo(Stream stream) => _write(stream);

    private static void Copy<T>(ReadOnlyMemory<T> values, Stream stream) where T : unmanaged
    {
        for (var first = 0; first < values.Length; first += Chunk)
            stream.Write(MemoryMarshal.AsBytes(values.Span[first..Math.Min(first + Chunk, values.Length)]));
    }

    private static void Copy(Tensor tensor, Stream stream)
    {
        if (tensor.numel() == 0) return;
        using var scope = NewDisposeScope();
        var flat = tensor.detach().cpu().contiguous().flatten();
        for (var first = 0L; first < flat.numel(); first += Chunk)
            stream.Write(flat.narrow(0, first, Math.Min(Chunk, flat.numel() - first)).bytes);
    }
}
