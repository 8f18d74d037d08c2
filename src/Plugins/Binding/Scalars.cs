using System.Globalization;

namespace Eegavi.Plugins;

/// <summary>Reads single values, always in the invariant culture.</summary>
internal static class Scalars
{
    // "8.0" and "1e3" are whole; thousands separators and spaces are not numbers.
    private const NumberStyles Number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>False where the text is not a value of that type.</summary>
    public static bool TryRead(Type type, string text, out object? value)
    {
        if (type.IsEnum) return EnumNames.TryRead(type, text, out value);
        value = type switch
        {
            _ when type == typeof(string) => text,
            _ when type == typeof(bool) => bool.TryParse(text, out var flag) ? flag : null,
            _ when type == typeof(int) => int.TryParse(text, Number, CultureInfo.InvariantCulture, out var whole) ? whole : null,
            _ when type == typeof(long) => long.TryParse(text, Number, CultureInfo.InvariantCulture, out var whole) ? whole : null,
            _ when type == typeof(float) => float.TryParse(text, Number, CultureInfo.InvariantCulture, out var fraction) ? fraction : null,
            _ when type == typeof(double) => double.TryParse(text, Number, CultureInfo.InvariantCulture, out var fraction) ? fraction : null,
            _ => throw new NotSupportedException($"Configuration has no value of type {type}."),
        };
        return value is not null;
    }

    /// <summary>A value as a sentence shows it.</summary>
    public static string Show(object? value) => value switch
    {
        null => "null",
        string text => $"'{(text.Length > 80 ? text[..77] + "..." : text)}'",
        bool flag => flag ? "true" : "false",
        Enum member => EnumNames.Of(member.GetType(), member.ToString()),
        IPartChoice part => $"'{part.Type}'",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        System.Collections.ICollection { Count: 1 } => "1 item",
        System.Collections.ICollection items => $"{items.Count} items",
        _ => value.ToString() ?? "null",
    };

    /// <summary>A number in a file stands bare in a sentence, any other text in quotes.</summary>
    public static string ShowText(string text) =>
        double.TryParse(text, Number, CultureInfo.InvariantCulture, out _) || text is "true" or "false" ? text : Show(text);
}
