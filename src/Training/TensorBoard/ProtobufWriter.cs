using System.Buffers.Binary;
using System.Text;

namespace Eegavi.Training.TensorBoard;

/// <summary>Writes the few kinds of protobuf fields that events are made of.</summary>
internal sealed class ProtobufWriter
{
    private const int Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5;

    private readonly MemoryStream _message = new();

    public ProtobufWriter Number(int field, long value)
    {
        Key(field, Varint);
        Raw((ulong)value);
        return this;
    }

    public ProtobufWriter Double(int field, double value)
    {
        Key(field, Fixed64);
        Raw(value);
        return this;
    }

    public ProtobufWriter Float(int field, float value)
    {
        Key(field, Fixed32);
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        _message.Write(bytes);
        return this;
    }

    public ProtobufWriter Text(int field, string value) => Block(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A message within this one.</summary>
    public ProtobufWriter Message(int field, ProtobufWriter inner) => Block(field, inner.ToArray());

    /// <summary>A repeated double, packed.</summary>
    public ProtobufWriter Doubles(int field, IReadOnlyList<double> values)
    {
        Key(field, Bytes);
        Raw((ulong)values.Count * 8);
        foreach (var value in values) Raw(value);
        return this;
    }

    public byte[] ToArray() => _message.ToArray();

    private ProtobufWriter Block(int field, byte[] bytes)
    {
        Key(field, Bytes);
        Raw((ulong)bytes.Length);
        _message.Write(bytes);
        return this;
    }

    private void Key(int field, int kind) => Raw((ulong)(field << 3 | kind));

    private void Raw(double value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        _message.Write(bytes);
    }

    private void Raw(ulong value)
    {
        for (; value >= 0x80; value >>= 7) _message.WriteByte((byte)(value | 0x80));
        _message.WriteByte((byte)value);
    }
}
