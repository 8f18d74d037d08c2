using System.Runtime.InteropServices;
using System.Text;
using Eegavi.Data.Writers;

namespace Eegavi.Data.Synthetic.Output;

/// <summary>Writes arrays as NumPy's <c>.npy</c>, version 1.0, little-endian, row-major.</summary>
internal static class NpyFile
{
    private const int Alignment = 64;

    /// <summary>Writes float32 values.</summary>
    public static void Write(string path, float[] values, params int[] shape) => Write(path, "<f4", MemoryMarshal.AsBytes(values.AsSpan()).ToArray(), shape);

    /// <summary>Writes booleans, one byte each.</summary>
    public static void Write(string path, bool[] values, params int[] shape) => Write(path, "|b1", MemoryMarshal.AsBytes(values.AsSpan()).ToArray(), shape);

    private static void Write(string path, string type, byte[] bytes, int[] shape) => AtomicFile.Write(path, stream =>
    {
        stream.Write(Header(type, shape));
        stream.Write(bytes);
    });

    // Magic, version, length of the text, text padded with spaces so that the data starts at a multiple of 64.
    private static byte[] Header(string type, int[] shape)
    {
        var text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({string.Concat(shape.Select(n => FormattableString.Invariant($"{n}, ")))}), }}";
        const int before = 10;
        var length = (before + text.Length + 1 + Alignment - 1) / Alignment * Alignment - before;
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)(length & 0xFF), (byte)(length >> 8), .. Encoding.ASCII.GetBytes(text.PadRight(length - 1) + "\n")];
    }
}
