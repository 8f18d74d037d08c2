using System.Collections;
using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>What can be said of a schema before there is data: no sizes of vectors, no counts of keys.</summary>
public sealed class SchemaShape : IReadOnlyList<SchemaShape.Column>
{
    private readonly Column[] _columns;

    public SchemaShape(IEnumerable<Column> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        _columns = [.. columns];
        if (_columns.Any(column => !column.IsValid))
            throw new ArgumentOutOfRangeException(nameof(columns), "Some items are not initialized properly.");
    }

    public int Count => _columns.Length;

    public Column this[int index] => _columns[index];

    public IEnumerator<Column> GetEnumerator() => ((IEnumerable<Column>)_columns).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal static SchemaShape Create(DataViewSchema schema) =>
        new(schema.Where(column => !column.IsHidden).Select(column => Column.Of(column.Name, column.Type, column.Annotations)));

    internal bool TryFindColumn(string name, out Column column)
    {
        var index = Array.FindIndex(_columns, candidate => candidate.Name == name);
        column = index < 0 ? default : _columns[index];
        return index >= 0;
    }

    /// <summary>The column called <paramref name="name"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="role">What it is to the caller, for the message: <c>input</c>, <c>feature</c>, ...</param>
    internal Column Find(string name, string role = "input") => TryFindColumn(name, out var column)
        ? column
        : throw new ArgumentOutOfRangeException("inputSchema", $"Could not find {role} column '{name}'");

    /// <summary>These columns with <paramref name="added"/> in the place of those of the same names, or behind all.</summary>
    internal SchemaShape With(params IEnumerable<Column> added)
    {
        var columns = _columns.ToList();
        foreach (var column in added)
        {
            var at = columns.FindIndex(candidate => candidate.Name == column.Name);
            if (at >= 0)
                columns[at] = column;
            else
                columns.Add(column);
        }
        return new SchemaShape(columns);
    }

    /// <summary>The shape of one column.</summary>
    public readonly struct Column
    {
        public readonly string Name;
        public readonly VectorKind Kind;
        public readonly DataViewType ItemType;
        public readonly bool IsKey;
        public readonly SchemaShape Annotations;

        internal Column(string name, VectorKind vecKind, DataViewType itemType, bool isKey, SchemaShape annotations = null)
        {
            ArgumentException.ThrowIfNullOrEmpty(name);
            ArgumentNullException.ThrowIfNull(itemType);
            Name = name;
            Kind = vecKind;
            ItemType = itemType;
            IsKey = isKey;
            Annotations = annotations ?? new SchemaShape([]);
        }

        /// <summary>The three kinds.</summary>
        public enum VectorKind
        {
            Scalar,
            Vector,
            VariableVector,
        }

        internal bool IsValid => Name != null;

        internal static Column Of(string name, DataViewType type, DataViewSchema.Annotations annotations)
        {
            var kind = type is not VectorDataViewType vector ? VectorKind.Scalar : vector.IsKnownSize ? VectorKind.Vector : VectorKind.VariableVector;
            var item = type.ItemType();
            return new Column(name, kind, item is KeyDataViewType key ? key.Numbers : item, item is KeyDataViewType, Create(annotations.Schema));
        }

        /// <summary>This column under another name.</summary>
        internal Column Named(string name) => new(name, Kind, ItemType, IsKey, Annotations);

        /// <summary>Whether <paramref name="source"/> can stand where this column is expected.</summary>
        internal bool IsCompatibleWith(Column source) =>
            Name == source.Name && Kind == source.Kind && IsKey == source.IsKey && ItemType.Equals(source.ItemType);

        internal string GetTypeString()
        {
            var item = IsKey ? $"Key<{ItemType}>" : ItemType.ToString();
            return Kind switch { VectorKind.Vector => $"Vector<{item}>", VectorKind.VariableVector => $"VarVector<{item}>", _ => item };
        }
    }
}
