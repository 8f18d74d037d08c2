namespace Microsoft.ML.Data;

/// <summary>Values of a table in the types that programs use: strings for text, arrays for vectors.</summary>
internal static class ColumnValues
{
    /// <summary>Whether a column can be read as <paramref name="type"/>.</summary>
    internal static bool Fits(Type type, DataViewType column) => MemberTypes.RawOf(type) == column.RawType;

    /// <summary>A getter in the program's type. It writes over arrays of the right length.</summary>
    internal static ValueGetter<T> As<T>(DataViewRow row, DataViewSchema.Column column)
    {
        if (typeof(T) == typeof(string))
            return (ValueGetter<T>)(Delegate)Text(row.GetGetter<ReadOnlyMemory<char>>(column));
        if (typeof(T) == typeof(string[]))
            return (ValueGetter<T>)(Delegate)Mapped(row.GetGetter<VBuffer<ReadOnlyMemory<char>>>(column), (in ReadOnlyMemory<char> value) => value.ToString());
        return typeof(T).IsArray ? Generic.Call<ValueGetter<T>>(Items<int>, typeof(T).GetElementType(), row, column) : row.GetGetter<T>(column);
    }

    private static ValueGetter<string> Text(ValueGetter<ReadOnlyMemory<char>> getter)
    {
        ReadOnlyMemory<char> text = default;
        return (ref string dst) =>
        {
            getter(ref text);
            dst = text.ToString();
        };
    }

    private static ValueGetter<TItem[]> Items<TItem>(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<VBuffer<TItem>>(column);
        VBuffer<TItem> buffer = default;
        return (ref TItem[] dst) =>
        {
            getter(ref buffer);
            if (dst?.Length != buffer.Length)
                dst = new TItem[buffer.Length];
            buffer.CopyTo(dst);
        };
    }

    private static ValueGetter<TItem[]> Mapped<TRaw, TItem>(ValueGetter<VBuffer<TRaw>> getter, Converter<TRaw, TItem> convert)
    {
        VBuffer<TRaw> buffer = default;
        return (ref TItem[] dst) =>
        {
            getter(ref buffer);
            dst = [.. buffer.DenseValues().Select(value => convert(value))];
        };
    }

    private delegate TItem Converter<TRaw, TItem>(in TRaw value);
}
