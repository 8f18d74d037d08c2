namespace Microsoft.ML;

/// <summary>What every row does with its getters.</summary>
internal static class Getters
{
    /// <summary>The getter as what the caller asks for.</summary>
    /// <exception cref="InvalidOperationException">The column has values of another type.</exception>
    internal static ValueGetter<T> As<T>(Delegate getter, DataViewSchema.Column column) => getter as ValueGetter<T> ?? throw new InvalidOperationException(
        $"Invalid TValue in GetGetter for column #{column}: '{typeof(T)}', expected type: '{column.Type.RawType}'.");

    internal static ArgumentOutOfRangeException NotActive(string parameter) => new(parameter, "requested column not active");

    /// <summary>The error of a getter that is called where the row is none.</summary>
    internal static InvalidOperationException NotOnARow() => new("Cannot use getter with cursor in this state");

    /// <summary>The getter of <paramref name="column"/> in the type that it has.</summary>
    internal static Delegate Untyped(this DataViewRow row, DataViewSchema.Column column) =>
        Generic.Call<Delegate>(Typed<int>, column.Type.RawType, row, column);

    /// <summary>Reads the current value of <paramref name="column"/> as <paramref name="map"/> makes it.</summary>
    internal static Func<TResult> Reader<T, TResult>(this DataViewRow row, DataViewSchema.Column column, Func<T, TResult> map)
    {
        var (getter, value) = (row.GetGetter<T>(column), default(T));
        return () =>
        {
            getter(ref value);
            return map(value);
        };
    }

    /// <summary>A getter of fixed values.</summary>
    internal static ValueGetter<T> Constant<T>(T value) => (ref T dst) => dst = value;

    private static Delegate Typed<T>(DataViewRow row, DataViewSchema.Column column) => row.GetGetter<T>(column);
}
