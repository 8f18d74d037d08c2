using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class DataViewSchema
{
    /// <summary>What is known of a column besides its type: names of slots, values of keys.</summary>
    public sealed class Annotations
    {
        private readonly IReadOnlyList<(DetachedColumn Column, Delegate Getter)> _values;

        private Annotations(IReadOnlyList<(DetachedColumn, Delegate)> values)
        {
            _values = values;
            Schema = new DataViewSchema([.. _values.Select(value => value.Column)]);
        }

        public static Annotations Empty { get; } = new Annotations([]);

        public DataViewSchema Schema { get; }

        public ValueGetter<TValue> GetGetter<TValue>(Column column) => Getters.As<TValue>(_values[column.Index].Getter, column);

        /// <summary>Reads one annotation.</summary>
        /// <exception cref="InvalidOperationException">There is none of this kind, or it has another type.</exception>
        public void GetValue<TValue>(string kind, ref TValue value)
        {
            var column = Schema.GetColumnOrNull(kind) ?? throw new InvalidOperationException("Invalid call to 'GetValue'");
            GetGetter<TValue>(column)(ref value);
        }

        internal Delegate UntypedGetter(Column column) => _values[column.Index].Getter;

        public override string ToString() => $"{{{string.Join(", ", Schema.Select(column => column.ToString()))}}}";

        /// <summary>Collects annotations.</summary>
        public sealed class Builder
        {
            private readonly List<(DetachedColumn, Delegate)> _values = [];

            public void Add(Annotations annotations, Func<string, bool> selector)
            {
                if (annotations != null)
                    _values.AddRange(annotations._values.Where(value => selector(value.Column.Name)));
            }

            public void Add<TValue>(string name, DataViewType type, ValueGetter<TValue> getter, Annotations annotations = null)
            {
                ArgumentNullException.ThrowIfNull(getter);
                if (type.RawType != typeof(TValue))
                    throw new ArgumentException($"{type} has values of {type.RawType}, and the getter gives {typeof(TValue)}", nameof(type));
                _values.Add((new(name, type, annotations), getter));
            }

            public void Add(string name, DataViewType type, Delegate getter, Annotations annotations = null)
            {
                var column = new DetachedColumn(name, type, annotations);
                _values.Add((column, getter ?? throw new ArgumentNullException(nameof(getter))));
            }

            public void AddPrimitiveValue<TValue>(string name, PrimitiveDataViewType type, TValue value, Annotations annotations = null) =>
                Add(name, type, (ref TValue dst) => dst = value, annotations);

            public Annotations ToAnnotations() => new([.. _values]);
        }
    }
}
