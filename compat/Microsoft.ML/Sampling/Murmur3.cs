using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>MurmurHash3 (x86, 32 bits; Appleby, public domain), by which groups of rows come into folds.</summary>
internal static class Murmur3
{
    internal static uint Hash(ReadOnlySpan<byte> bytes, uint seed)
    {
        var hash = seed;
        foreach (var block in MemoryMarshal.Cast<byte, uint>(bytes))
            hash = Round(hash, block);
        var tail = bytes[(bytes.Length & ~3)..];
        var last = 0u;
        for (var i = tail.Length - 1; i >= 0; i--)
            last = (last << 8) | tail[i];
        return Mixed(hash ^ Scrambled(last) ^ (uint)bytes.Length);
    }

    /// <summary>Takes up 32 bits.</summary>
    internal static uint Round(uint hash, uint block) => 5 * BitOperations.RotateLeft(hash ^ Scrambled(block), 13) + 0xE6546B64;

    /// <summary>What hashes the values of <paramref name="column"/>; numbers below 32 bits as 32 bits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Its values cannot be hashed.</exception>
    internal static Func<uint> Over(DataViewRow row, DataViewSchema.Column column, uint seed)
    {
        if (column.Type is TextDataViewType)
            return row.Reader<ReadOnlyMemory<char>, uint>(column, text => Hash(Encoding.UTF8.GetBytes(text.Trim(' ').ToString()), seed));
        if (column.Type is BooleanDataViewType)
            return row.Reader<bool, uint>(column, value => Hash(BitConverter.GetBytes(value ? 1u : 0u), seed));
        return column.Type is PrimitiveDataViewType
            ? Generic.Call<Func<uint>>(Bits<int>, column.Type.RawType, row, column, seed)
            : throw new ArgumentOutOfRangeException("samplingKeyColumnName", $"Column '{column.Name}' has {column.Type}, which cannot group rows: a group is text, a number, a key or a Boolean");
    }

    private static Func<uint> Bits<T>(DataViewRow row, DataViewSchema.Column column, uint seed) where T : unmanaged => row.Reader<T, uint>(column, value =>
    {
        Span<byte> bytes = stackalloc byte[Math.Max(sizeof(int), Marshal.SizeOf<T>())];
        MemoryMarshal.Write(bytes, value);
        return Hash(bytes, seed);
    });

    private static uint Scrambled(uint block) => 0x1B873593 * BitOperations.RotateLeft(0xCC9E2D51 * block, 15);

    private static uint Mixed(uint hash)
    {
        hash = 0x85EBCA6B * (hash ^ (hash >> 16));
        hash = 0xC2B2AE35 * (hash ^ (hash >> 13));
        return hash ^ (hash >> 16);
    }
}
