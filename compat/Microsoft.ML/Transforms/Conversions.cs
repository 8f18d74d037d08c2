using System.Globalization;
using System.Numerics;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Conversions between simple types, those that the real package has.</summary>
internal static class Conversions
{
    /// <summary>Text to anything; anything to text; signed to signed and unsigned to unsigned whole numbers; these to real numbers; numbers to Booleans; Booleans to all but unsigned numbers.</summary>
    internal static bool CanConvert(DataViewType from, DataViewType to)
    {
        if (!IsConvertible(from) || !IsConvertible(to))
            return false;
        if (from is TextDataViewType || to is TextDataViewType or BooleanDataViewType)
            return true;
        return from is BooleanDataViewType ? !IsUnsigned(to.RawType) : IsReal(to.RawType) || (!IsReal(from.RawType) && IsUnsigned(from.RawType) == IsUnsigned(to.RawType));
    }

    internal static Func<TFrom, TTo> Of<TFrom, TTo>()
    {
        if (typeof(TFrom) == typeof(TTo))
            return (Func<TFrom, TTo>)(object)(Func<TFrom, TFrom>)(value => value);
        if (typeof(TTo) == typeof(ReadOnlyMemory<char>))
            return (Func<TFrom, TTo>)(object)(Func<TFrom, ReadOnlyMemory<char>>)(value => Convert.ToString(value, CultureInfo.InvariantCulture).AsMemory());
        if (typeof(TFrom) == typeof(ReadOnlyMemory<char>))
            return (Func<TFrom, TTo>)(typeof(TTo) == typeof(bool) ? (Func<ReadOnlyMemory<char>, bool>)IsYes : Generic.Call<Delegate>(Parsing<int>, typeof(TTo)));
        if (typeof(TFrom) == typeof(bool))
            return (Func<TFrom, TTo>)(object)Generic.Call<Delegate>(FromBoolean<int>, typeof(TTo));
        if (typeof(TTo) == typeof(bool))
            return (Func<TFrom, TTo>)(object)Generic.Call<Delegate>(ToBoolean<int>, typeof(TFrom));
        return (Func<TFrom, TTo>)(object)Generic.Call<Delegate>(Number<int, int>, [typeof(TFrom), typeof(TTo)]);
    }

    private static bool IsConvertible(DataViewType type) => type is NumberDataViewType or KeyDataViewType or TextDataViewType or BooleanDataViewType;

    private static bool IsReal(Type type) => type == typeof(float) || type == typeof(double);

    private static bool IsUnsigned(Type type) => KeyDataViewType.IsValidDataType(type);

    // An unsigned number that is too large is missing, which is 0; a signed one loses its upper bits.
    private static Delegate Number<TFrom, TTo>() where TFrom : INumberBase<TFrom> where TTo : INumberBase<TTo> => (Func<TFrom, TTo>)(IsUnsigned(typeof(TTo))
        ? value => TTo.CreateTruncating(value) is var number && TFrom.CreateTruncating(number) == value ? number : TTo.Zero
        : TTo.CreateTruncating);

    private static Delegate FromBoolean<TTo>() where TTo : INumberBase<TTo> => (Func<bool, TTo>)(value => value ? TTo.One : TTo.Zero);

    private static Delegate ToBoolean<TFrom>() where TFrom : INumberBase<TFrom> => (Func<TFrom, bool>)(value => !TFrom.IsZero(value));

    private static bool IsYes(ReadOnlyMemory<char> text) => text.ToString().ToUpperInvariant() is "TRUE" or "T" or "YES" or "Y" or "1" or "+1" or "+";

    // No text is 0. Other text that is no number is a missing value where the type has one.
    private static Delegate Parsing<TTo>() where TTo : INumberBase<TTo> => (Func<ReadOnlyMemory<char>, TTo>)(text =>
        TTo.TryParse(text.Span, IsReal(typeof(TTo)) ? NumberStyles.Float : NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value
        : text.IsEmpty || IsUnsigned(typeof(TTo)) || (IsReal(typeof(TTo)) && text.Span.IsWhiteSpace()) ? TTo.Zero
        : IsReal(typeof(TTo)) ? TTo.CreateTruncating(double.NaN)
        : throw new InvalidOperationException($"Value could not be parsed from text to {typeof(TTo).Name}: '{text}'"));
}
