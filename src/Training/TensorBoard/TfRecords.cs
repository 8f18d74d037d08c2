using System.Buffers.Binary;
using System.Numerics;

namespace Eegavi.Training.TensorBoard;

/// <summary>The framing of TensorFlow's record files: length, masked CRC-32C of the length, data, masked CRC-32C of the data.</summary>
internal static class TfRecords
{
    private const int Header = 12, Footer = 4;

    /// <summary>Writes a record.</summary>
    public static void Write(Stream file, ReadOnlySpan<byte> data)
    {
        var record = new byte[Header + data.Length + Footer];
        BinaryPrimitives.WriteInt64LittleEndian(record, data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), MaskedCrc(record.AsSpan(0, 8)));
        data.CopyTo(record.AsSpan(Header));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(Header + data.Length), MaskedCrc(data));
        // In one piece, so that a process that is killed leaves few halves.
        file.Write(record);
    }

    /// <summary>Reads records up to the end or to the first that is broken or half written.</summary>
    /// <returns>The data of each, and where in the file it ends.</returns>
    public static IEnumerable<(byte[] Data, long End)> Read(Stream file)
    {
        var header = new byte[Header];
        while (file.ReadAtLeast(header, Header, throwOnEndOfStream: false) == Header)
        {
            var length = BinaryPrimitives.ReadInt64LittleEndian(header);
            if (BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(8)) != MaskedCrc(header.AsSpan(0, 8)) || length < 0 || length > file.Length - file.Position - Footer) yield break;
            var rest = new byte[length + Footer];
            file.ReadExactly(rest);
            if (BinaryPrimitives.ReadUInt32LittleEndian(rest.AsSpan((int)length)) != MaskedCrc(rest.AsSpan(0, (int)length))) yield break;
            yield return (rest[..(int)length], file.Position);
        }
    }

    /// <summary>CRC-32C, turned right by 15 bits and shifted, so that a checksum of data that hold checksums stays sound.</summary>
    internal static uint MaskedCrc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data) crc = BitOperations.Crc32C(crc, value);
        return BitOperations.RotateRight(~crc, 15) + 0xa282ead8;
    }
}
