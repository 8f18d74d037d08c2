using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>TorchSharp's own form of a tensor: LEB128 type, rank and sizes, then the elements, little-endian.</summary>
internal static class TensorFile
{
    private const int BufferSize = 1 << 16;

    internal static void Write(Tensor tensor, BinaryWriter writer)
    {
        writer.Encode((long)tensor.dtype);
        var shape = tensor.shape;
        writer.Encode(shape.Length);
        foreach (var size in shape) writer.Encode(size);
        writer.Flush();
        tensor.WriteBytesToStream(writer.BaseStream, BufferSize);
    }

    /// <summary>Reads into <paramref name="tensor"/>, which must have the type and shape of the file; skip reads past it.</summary>
    internal static void Read(Tensor tensor, BinaryReader reader, bool skip)
    {
        var (type, shape) = Header(reader);
        if (skip || tensor is null)
        {
            reader.BaseStream.Seek(shape.TotalSize() * type.ElementSize(), SeekOrigin.Current);
            return;
        }
        if (type != tensor.dtype) throw new ArgumentException($"Mismatched tensor data types while loading. Make sure that the model you are loading into is exactly the same as the origin.");
        if (!shape.SequenceEqual(tensor.shape)) throw new ArgumentException("Mismatched tensor shape while loading. Make sure that the model you are loading into is exactly the same as the origin.");
        tensor.ReadBytesFromStream(reader.BaseStream, BufferSize);
    }

    internal static Tensor Read(BinaryReader reader, bool skip = false)
    {
        var (type, shape) = Header(reader);
        if (skip)
        {
            reader.BaseStream.Seek(shape.TotalSize() * type.ElementSize(), SeekOrigin.Current);
            return null;
        }
        var tensor = empty(shape, type);
        tensor.ReadBytesFromStream(reader.BaseStream, BufferSize);
        return tensor;
    }

    private static (ScalarType Type, long[] Shape) Header(BinaryReader reader)
    {
        var type = (ScalarType)reader.Decode();
        var shape = new long[reader.Decode()];
        for (var i = 0; i < shape.Length; i++) shape[i] = reader.Decode();
        return (type, shape);
    }

    /// <summary>Writes a number in LEB128: seven bits a byte, the lowest first.</summary>
    internal static void Encode(this BinaryWriter writer, long value)
    {
        var rest = (ulong)value;
        while (rest >= 0x80)
        {
            writer.Write((byte)(rest | 0x80));
            rest >>= 7;
        }
        writer.Write((byte)rest);
    }

    internal static long Decode(this BinaryReader reader)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = reader.ReadByte();
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80) return (long)value;
        }
    }
}
