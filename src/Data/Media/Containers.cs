using System.Buffers.Binary;
using System.Text;

namespace Eegavi.Data.Media;

/// <summary>Finds media files that were cut short: ffmpeg decodes what is left of them without a word.</summary>
internal static class Containers
{
    /// <summary>Checks that the parts which a WAV or MP4 file announces are all there. Other formats pass.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file ends early or is empty.</exception>
    public static void Check(string path)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"Expected a media file at '{path}'; there is none.", path);
        using var stream = File.OpenRead(path);
        Span<byte> head = stackalloc byte[12];
        if (stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length)
            throw new InvalidDataException($"{path}: expected a media file; it has only {stream.Length} bytes.");
        if (Is(head, 0, "RIFF") && Is(head, 8, "WAVE")) CheckChunks(stream, path);
        else if (Is(head, 4, "ftyp")) CheckBoxes(stream, path);
    }

    private static bool Is(ReadOnlySpan<byte> bytes, int at, string word) => bytes.Slice(at, 4).SequenceEqual(Encoding.ASCII.GetBytes(word));

    private static void CheckChunks(FileStream stream, string path)
    {
        Span<byte> head = stackalloc byte[8];
        for (long at = 12; at + 8 <= stream.Length;)
        {
            stream.Position = at;
            stream.ReadExactly(head);
            long size = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            // A WAV written to a pipe carries no true size.
            if (size == uint.MaxValue) return;
            at += 8 + size;
            if (at > stream.Length) throw CutShort(path, at, stream.Length);
            at += size & 1;
        }
    }

    private static void CheckBoxes(FileStream stream, string path)
    {
        Span<byte> head = stackalloc byte[16];
        for (long at = 0; at < stream.Length;)
        {
            stream.Position = at;
            var got = stream.ReadAtLeast(head, 8, throwOnEndOfStream: false);
            if (got < 8) throw CutShort(path, at + 8, stream.Length);
            long size = BinaryPrimitives.ReadUInt32BigEndian(head);
            if (size == 1 && got == 16) size = BinaryPrimitives.ReadInt64BigEndian(head[8..]);
            // Size 0: the box reaches to the end of the file.
            if (size == 0) return;
            if (size < 8 || size > long.MaxValue - at) throw new InvalidDataException($"{path}: expected an MP4 box of at least 8 bytes at {at}; it claims {size}; the file is damaged.");
            at += size;
            if (at > stream.Length) throw CutShort(path, at, stream.Length);
        }
    }

    private static InvalidDataException CutShort(string path, long expected, long actual) =>
        new($"{path}: expected at least {expected} bytes, found {actual}: the file is cut short; copy it again.");
}
