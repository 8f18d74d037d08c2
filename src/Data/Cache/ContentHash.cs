using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Eegavi.Data.Writers;

namespace Eegavi.Data.Cache;

/// <summary>SHA-256 of files, remembered for as long as their length and time of change stay the same.</summary>
/// <param name="folder">Where it is remembered; null = nowhere.</param>
public sealed class ContentHash(string? folder)
{
    /// <summary>Hash of a file's bytes, in hexadecimal.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public string Of(string path)
    {
        var info = new FileInfo(path);
        if (!info.Exists) throw new FileNotFoundException($"Expected a file at '{path}'; there is none.", path);
        var stamp = string.Create(CultureInfo.InvariantCulture, $"{info.Length} {info.LastWriteTimeUtc.Ticks}");
        var note = folder is null ? null : Path.Combine(folder, "stamps", OfText(info.FullName)[..32] + ".txt");
        if (note is not null && Remembered(note, stamp) is { } known) return known;
        using var stream = info.OpenRead();
        var hash = Convert.ToHexStringLower(SHA256.HashData(stream));
        if (note is not null) Remember(note, stamp, hash);
        return hash;
    }

    /// <summary>Hash of a text, in hexadecimal.</summary>
    public static string OfText(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string? Remembered(string note, string stamp)
    {
        if (!File.Exists(note)) return null;
        var lines = File.ReadAllLines(note);
        return lines.Length == 2 && lines[0] == stamp && lines[1].Length == 64 ? lines[1] : null;
    }

    // A cache that cannot be written to costs time, not correctness.
    private static void Remember(string note, string stamp, string hash)
    {
        try
        {
            AtomicFile.WriteText(note, $"{stamp}\n{hash}\n");
        }
        catch (IOException)
        {
        }
    }
}
