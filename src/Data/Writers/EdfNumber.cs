using System.Globalization;

namespace Eegavi.Data.Writers;

/// <summary>Numbers in EDF's eight characters.</summary>
internal static class EdfNumber
{
    private const int Width = 8;

    /// <summary>The largest number of eight characters that is not above <paramref name="value"/>.</summary>
    public static double Below(double value) => Rounded(value, Math.Floor);

    /// <summary>The smallest number of eight characters that is not below <paramref name="value"/>.</summary>
    public static double Above(double value) => Rounded(value, Math.Ceiling);

    /// <summary>The number as text that fits its field.</summary>
    public static string Text(double value) => value.ToString("0.########", CultureInfo.InvariantCulture);

    private static double Rounded(double value, Func<double, double> round)
    {
        for (var decimals = 7; decimals >= 0; decimals--)
        {
            var step = Math.Pow(10, decimals);
            var rounded = round(value * step) / step;
            if (Text(rounded).Length <= Width) return double.Parse(Text(rounded), CultureInfo.InvariantCulture);
        }
        throw new ArgumentException($"Expected a physical range within ±9999999 for EDF; got {value}; scale the signal or choose another unit.");
    }
}
