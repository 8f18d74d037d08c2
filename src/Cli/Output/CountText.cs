using System.Globalization;

namespace Eegavi.Cli.Output;

/// <summary>Counts as text.</summary>
internal static class CountText
{
    /// <summary>Every digit: <c>38,563,844</c>.</summary>
    public static string Whole(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Three digits and a unit: <c>14.7 G</c>.</summary>
    public static string Short(long count) => count switch
    {
        < 10_000 => Whole(count),
        < 1_000_000 => Digits(count / 1e3) + " k",
        < 1_000_000_000 => Digits(count / 1e6) + " M",
        < 1_000_000_000_000 => Digits(count / 1e9) + " G",
        _ => Digits(count / 1e12) + " T",
    };

    private static string Digits(double value) => value.ToString(value < 10 ? "0.00" : value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
