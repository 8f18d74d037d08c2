using System.Runtime.InteropServices;
using Eegavi.Data.Windows;
using Eegavi.Data.Writers;

namespace Eegavi.Data.Cache;

/// <summary>Prepared windows on disk, found by the hash of what they were made from.</summary>
public sealed class FeatureCache
{
    // "EGV" and the layout's version.
    private const int Magic = 0x01564745;
    private const int MaximumAxes = 8;
    private readonly string? _folder;

    /// <summary>In a folder, which is made when first needed.</summary>
    /// <param name="folder">The folder; null = keep nothing.</param>
    public FeatureCache(string? folder)
    {
        _folder = folder is null ? null : Path.GetFullPath(folder);
        Hashes = new ContentHash(_folder);
    }

    /// <summary>Hashes of files.</summary>
    public ContentHash Hashes { get; }

    /// <summary>Windows that were kept under a key; null where there are none or the file is damaged.</summary>
    public ModalityArray? Find(string key)
    {
        if (_folder is null || !File.Exists(PathOf(key))) return null;
        using var stream = File.OpenRead(PathOf(key));
        return Read(stream);
    }

    /// <summary>Keeps windows under a key. A folder that cannot be written to is passed over: the next run prepares them again.</summary>
    /// <returns>Whether they were kept.</returns>
    public bool Keep(string key, ModalityArray windows)
    {
        if (_folder is null) return false;
        try
        {
            AtomicFile.Write(PathOf(key), stream => Write(stream, windows));
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private string PathOf(string key) => Path.Combine(_folder!, "windows", key[..2], key + ".bin");

    private static void Write(Stream stream, ModalityArray windows)
    {
        int[] head = [Magic, windows.Rows, windows.Steps, windows.Shape.Count, .. windows.Shape];
        stream.Write(MemoryMarshal.AsBytes(head.AsSpan()));
        Put<float>(stream, windows.Values);
        Put<bool>(stream, windows.Valid);
        Put<float>(stream, windows.Seconds);
    }

    private static ModalityArray? Read(FileStream stream)
    {
        var head = new int[4];
        if (!Filled(stream, head.AsSpan()) || head[0] != Magic || head[1] < 0 || head[2] < 0 || head[3] is < 1 or > MaximumAxes) return null;
        var shape = new int[head[3]];
        if (!Filled(stream, shape.AsSpan()) || shape.Any(a => a < 1)) return null;
        // The length is compared before anything is allocated.
        var row = shape.Aggregate((Int128)1, (product, axis) => product * axis);
        var wanted = stream.Position + head[1] * (row * sizeof(float) + (Int128)head[2] * (sizeof(bool) + sizeof(float)));
        if (stream.Length != wanted) return null;
        var windows = ModalityArray.Empty(head[1], shape, head[2]);
        return Filled(stream, windows.Values.AsSpan()) && Filled(stream, windows.Valid.AsSpan()) && Filled(stream, windows.Seconds.AsSpan()) ? windows : null;
    }

    private static bool Filled<T>(FileStream stream, Span<T> values) where T : unmanaged
    {
        foreach (var chunk in Chunks(values.Length))
        {
            var bytes = MemoryMarshal.AsBytes(values[chunk]);
            if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length) return false;
        }
        return true;
    }

    private static void Put<T>(Stream stream, ReadOnlySpan<T> values) where T : unmanaged
    {
        foreach (var chunk in Chunks(values.Length)) stream.Write(MemoryMarshal.AsBytes(values[chunk]));
    }

    // A span of bytes holds less than 2 GiB, an array of floats up to 8.
    private static IEnumerable<Range> Chunks(int length)
    {
        const int size = 1 << 26;
        for (var at = 0; at < length; at += Math.Min(size, length - at)) yield return at..(at + Math.Min(size, length - at));
    }
}
