using System.Globalization;
using System.Numerics;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Conversions between simple types.</summary>
internal static class Conversions
{
    internal static bool CanConvert(DataViewType from, DataViewType to) => IsConvertible(from) && IsConvertible(to);

    internal static Func<TFrom, TTo> Of<TFrom, TTo>()
    {
        if (typeof(TFrom) == typeof(TTo))
            return (Func<TFrom, TTo>)(object)(Func<TFrom, TFrom>)(value => value);
        if (typeof(TTo) == typeof(ReadOnlyMemory<char>))
            return (Func<TFrom, TTo>)(object)(Func<TFrom, ReadOnlyMemory<char>>)(value => Convert.ToString(value, CultureInfo.InvariantCulture).AsMemory());
        if (typeof(TFrom) == typeof(ReadOnlyMemory<char>))
            return (Func<TFrom, TTo>)(object)Generic.Call<Delegate>(Parsing<int>, typeof(TTo));
        if (typeof(TFrom) == typeof(bool))
            return (Func<TFrom, TTo>)(object)Generic.Call<Delegate>(FromBoolean<int>, typeof(TTo));
        if (typeof(TTo) == typeof(bool))
            return (Func<TFrom, TTo>)(object)Generic.Call<Delegate>(ToBoolean<int>, typeof(TFrom));
        return (Func<TFrom, TTo>)(object)Generic.Call<Delegate>(Number<int, int>, [typeof(TFrom), typeof(TTo)]);
    }

    private static bool IsConvertible(DataViewType type) => type is NumberDataViewType or KeyDataViewType or TextDataViewType or BooleanDataViewType;

    private static Delegate Number<TFrom, TTo>() where TFrom : INumberBase<TFrom> where TTo : INumberBase<TTo> =>
        (Func<TFrom, TTo>)TTo.CreateSaturating;

    private static Delegate FromBoolean<TTo>() where TTo : INumberBase<TTo> => (Func<bool, TTo>)(value => value ? TTo.One : TTo.Zero);

    private static Delegate ToBoolean<TFrom>() where TFrom : INumberBase<TFrom> => (Func<TFrom, bool>)(value => !TFrom.IsZero(value));

    // Text that is no number is a missing value where the type has one.
    private static Delegate Parsing<TTo>() where TTo : ISpanParsable<TTo> => (Func<ReadOnlyMemory<char>, TTo>)(text =>
        TTo.TryParse(text.Span, CultureInfo.InvariantCulture, out var value) ? value
        : typeof(TTo) == typeof(float) ? (TTo)(object)float.NaN
        : typeof(TTo) == typeof(double) ? (TTo)(object)double.NaN
        : throw new FormatException($"'{text}' cannot be read as {typeof(TTo).Name}"));
}
