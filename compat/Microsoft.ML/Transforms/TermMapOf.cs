using System.Globalization;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Values of one type and their numbers.</summary>
/// <typeparam name="T">The type in a table.</typeparam>
/// <typeparam name="TKey">The type that is compared: text as string.</typeparam>
internal abstract class TermMap<T, TKey>(PrimitiveDataViewType type) : TermMap(type)
{
    private readonly Dictionary<TKey, uint> _numbers = [];
    private readonly List<TKey> _terms = [];

    internal override int Count => _terms.Count;

    internal override IEnumerable<string> Texts => _terms.Select(Text);

    internal override Action Adder(DataViewRow row, DataViewSchema.Column column, int maximum)
    {
        void Add(T value)
        {
            if (_terms.Count < maximum && !IsMissing(value))
                AddKey(KeyOf(value));
        }
        if (column.Type is VectorDataViewType)
        {
            var (vector, items) = (row.GetGetter<VBuffer<T>>(column), default(VBuffer<T>));
            return () =>
            {
                vector(ref items);
                foreach (var item in items.DenseValues())
                    Add(item);
            };
        }
        var (getter, value) = (row.GetGetter<T>(column), default(T));
        return () =>
        {
            getter(ref value);
            Add(value);
        };
    }

    internal override void Sort()
    {
        _terms.Sort(Order);
        for (var i = 0; i < _terms.Count; i++)
            _numbers[_terms[i]] = (uint)i + 1;
    }

    internal override Delegate Getter(DataViewRow row, DataViewSchema.Column column) => ItemMap.Over<T, uint>(row, column, Number);

    internal override void AddTo(DataViewSchema.Annotations.Builder builder, bool asText)
    {
        if (asText)
            builder.AddTexts(AnnotationKinds.KeyValues, Texts);
        else
            builder.AddVector(AnnotationKinds.KeyValues, Type, _terms.Select(ValueOf).ToArray());
    }

    private protected override void AddText(string text) => AddKey(Parse(text));

    private protected abstract bool IsMissing(T value);

    private protected abstract TKey KeyOf(T value);

    private protected abstract T ValueOf(TKey key);

    private protected abstract string Text(TKey key);

    private protected abstract TKey Parse(string text);

    private protected abstract int Order(TKey one, TKey other);

    private uint Number(T value) => IsMissing(value) ? 0 : _numbers.GetValueOrDefault(KeyOf(value));

    private void AddKey(TKey key)
    {
        if (_numbers.TryAdd(key, (uint)_terms.Count + 1))
            _terms.Add(key);
    }
}

/// <summary>Texts; the empty one is missing.</summary>
internal sealed class TextTerms() : TermMap<ReadOnlyMemory<char>, string>(TextDataViewType.Instance)
{
    private protected override bool IsMissing(ReadOnlyMemory<char> value) => value.IsEmpty;

    private protected override string KeyOf(ReadOnlyMemory<char> value) => value.ToString();

    private protected override ReadOnlyMemory<char> ValueOf(string key) => key.AsMemory();

    private protected override string Text(string key) => key;

    private protected override string Parse(string text) => text;

    private protected override int Order(string one, string other) => string.CompareOrdinal(one, other);
}

/// <summary>Numbers and Booleans; NaN is missing.</summary>
internal sealed class NumberTerms<T>(PrimitiveDataViewType type) : TermMap<T, T>(type) where T : IParsable<T>
{
    private protected override bool IsMissing(T value) => value is float.NaN or double.NaN;

    private protected override T KeyOf(T value) => value;

    private protected override T ValueOf(T key) => key;

    private protected override string Text(T key) => Convert.ToString(key, CultureInfo.InvariantCulture);

    private protected override T Parse(string text) => T.Parse(text, CultureInfo.InvariantCulture);

    private protected override int Order(T one, T other) => Comparer<T>.Default.Compare(one, other);
}
