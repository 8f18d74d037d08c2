using System.Globalization;
using System.Text;

namespace Eegavi.Data.Readers.Edf;

/// <summary>The text fields of a header block.</summary>
/// <param name="bytes">The block.</param>
/// <param name="path">For messages.</param>
internal sealed class EdfFields(byte[] bytes, string path)
{
    /// <summary>A field without its padding. Latin-1, since units such as µV occur.</summary>
    public string Text(int at, int width) => Encoding.Latin1.GetString(bytes, at, width).Trim(' ', '\0');

    /// <summary>A finite number; a decimal comma is taken for a point.</summary>
    public double Number(int at, int width, string what)
    {
        var text = Text(at, width);
        if (double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)) return value;
        throw new InvalidDataException($"{path}: {what}: expected a number; got '{text}'.");
    }

    /// <summary>A whole number within limits.</summary>
    public int Whole(int at, int width, string what, int minimum, int maximum)
    {
        var value = Number(at, width, what);
        if (value >= minimum && value <= maximum && value == Math.Floor(value)) return (int)value;
        var wanted = minimum == maximum ? $"{minimum}" : $"a whole number from {minimum} to {maximum}";
        throw new InvalidDataException($"{path}: {what}: expected {wanted}; got {value.ToString(CultureInfo.InvariantCulture)}.");
    }
}
