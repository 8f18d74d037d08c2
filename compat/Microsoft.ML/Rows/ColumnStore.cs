using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Copies of one column's values, by number.</summary>
internal abstract class ColumnStore
{
    internal static ColumnStore Of(DataViewSchema.Column column) => Generic.Call<ColumnStore>(Make<int>, column.Type.RawType, column);

    /// <summary>What stores the current value of <paramref name="row"/> under a number: a new one at the end, or one that is there.</summary>
    internal abstract Action<int> Writer(DataViewRow row);

    /// <summary>A getter of the value whose number <paramref name="at"/> tells.</summary>
    internal abstract Delegate Getter(Func<int> at);

    private static ColumnStore Make<T>(DataViewSchema.Column column) => new Typed<T>(column);

    private sealed class Typed<T>(DataViewSchema.Column column) : ColumnStore
    {
        // Vectors are copied out: who reads may write over what it got.
        private readonly CopyOf<T> _copy = Copies.Of<T>();
        private readonly List<T> _values = [];

        internal override Action<int> Writer(DataViewRow row)
        {
            var getter = row.GetGetter<T>(column);
            return number =>
            {
                var value = number < _values.Count ? _values[number] : default;
                getter(ref value);
                if (number < _values.Count)
                    _values[number] = value;
                else
                    _values.Add(value);
            };
        }

        internal override Delegate Getter(Func<int> at) => (ValueGetter<T>)((ref T dst) => _copy(_values[at()], ref dst));
    }
}

/// <summary>Copies a value into memory of another owner.</summary>
internal delegate void CopyOf<T>(T source, ref T destination);

/// <summary>How values of a type are copied.</summary>
internal static class Copies
{
    internal static CopyOf<T> Of<T>() => typeof(T).IsGenericType && typeof(T).GetGenericTypeDefinition() == typeof(VBuffer<>)
        ? Generic.Call<CopyOf<T>>(Vector<int>, typeof(T).GetGenericArguments()[0])
        : (T source, ref T destination) => destination = source;

    private static CopyOf<VBuffer<TItem>> Vector<TItem>() => (VBuffer<TItem> source, ref VBuffer<TItem> destination) => source.CopyTo(ref destination);
}
