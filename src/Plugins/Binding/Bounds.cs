using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Eegavi.Plugins;

/// <summary>The limits of a <see cref="RangeAttribute"/> as numbers. (Its own check of a double against whole limits would round the double first.)</summary>
internal static class Bounds
{
    public static (double Low, double High) Of(RangeAttribute range) =>
        (Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture), Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture));

    /// <summary>True where the limit is only the end of the type.</summary>
    public static bool IsOpen(double bound) =>
        !double.IsFinite(bound) || Math.Abs(bound) is int.MaxValue or -(double)int.MinValue or long.MaxValue or double.MaxValue or float.MaxValue;

    public static bool Contains(RangeAttribute range, double value)
    {
        var (low, high) = Of(range);
        return (range.MinimumIsExclusive ? value > low : value >= low) && (range.MaximumIsExclusive ? value < high : value <= high);
    }

    /// <summary>An infinite value is meant only where a range says so by an infinite limit.</summary>
    public static bool AllowsInfinity(IEnumerable<ValidationAttribute> rules, double value) =>
        rules.OfType<RangeAttribute>().Any(range => Of(range) is var (low, high) && (value > 0 ? double.IsPositiveInfinity(high) : double.IsNegativeInfinity(low)));
}
