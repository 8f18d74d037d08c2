using System.Globalization;

namespace Eegavi.Cli.Output;

/// <summary>Sizes of memory as text.</summary>
internal static class ByteText
{
    private static readonly (string Unit, long Bytes)[] Units =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40),
        ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000), ("B", 1),
    ];

    /// <summary>Reads <c>8GB</c> (8 · 10⁹), <c>7.5GiB</c> (7.5 · 2³⁰), <c>512MiB</c>.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static long Parse(string text)
    {
        var (unit, bytes) = Array.Find(Units, u => text.EndsWith(u.Unit, StringComparison.OrdinalIgnoreCase));
        var number = unit is null ? "" : text[..^unit.Length].TrimEnd();
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value > 0 && value * bytes < long.MaxValue
            ? (long)(value * bytes)
            : throw new ArgumentException($"--memory: expected a size such as 8GB, 8GiB or 512MiB; got '{text}'.");
    }

    /// <summary>As MiB, below 100 with a decimal.</summary>
    public static string MiB(double bytes) =>
        (bytes / (1 << 20)).ToString(Math.Abs(bytes) < 100 << 20 ? "0.0" : "#,0", CultureInfo.InvariantCulture) + " MiB";
}
