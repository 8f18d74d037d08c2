using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>Which columns a class of row objects has, and what they are called.</summary>
public sealed class SchemaDefinition : List<SchemaDefinition.Column>
{
    private SchemaDefinition() { }

    /// <summary>Whether objects are read, written or both.</summary>
    [Flags]
    public enum Direction
    {
        Read = 1,
        Write = 2,
        Both = Read | Write,
    }

    /// <summary>The column called <paramref name="columnName"/>, or null; setting null removes it.</summary>
    public Column this[string columnName]
    {
        get => Find(column => column.ColumnName == columnName);
        set
        {
            var at = FindIndex(column => column.ColumnName == columnName);
            if (value is null && at >= 0)
                RemoveAt(at);
            else if (value != null && at >= 0)
                this[at] = value;
            else if (value != null)
                Add(value);
        }
    }

    /// <summary>What the members and attributes of <paramref name="userType"/> say.</summary>
    public static SchemaDefinition Create(Type userType, Direction direction = Direction.Both)
    {
        ArgumentNullException.ThrowIfNull(userType);
        var definition = new SchemaDefinition();
        foreach (var member in Members(userType, direction))
        {
            var name = member.GetCustomAttribute<ColumnNameAttribute>()?.Name ?? member.Name;
            if (definition[name] != null)
                throw new ArgumentOutOfRangeException(nameof(userType), $"Duplicate column name '{name}' detected");
            definition.Add(new Column(member, name, MemberTypes.ColumnType(member)));
        }
        return definition;
    }

    /// <summary>This definition as it is now, whatever its owner does with it.</summary>
    internal SchemaDefinition Copy()
    {
        var copy = new SchemaDefinition();
        foreach (var column in this)
        {
            copy.Add(new Column(column.Member, column.ColumnName, column.ColumnType));
            copy[^1].AddAnnotations(column.Annotations);
        }
        return copy;
    }

    private static IEnumerable<MemberInfo> Members(Type type, Direction direction)
    {
        var fields = type.GetFields(BindingFlags.Public | BindingFlags.Instance).Where(field => !(field.IsInitOnly && direction == Direction.Write));
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0
            && ((direction.HasFlag(Direction.Read) && property.GetMethod is { IsPublic: true })
                || (direction.HasFlag(Direction.Write) && property.SetMethod is { IsPublic: true })));
        return fields.Concat<MemberInfo>(properties).Where(member => !member.IsDefined(typeof(NoColumnAttribute)));
    }

    /// <summary>A member and the column that it is.</summary>
    public sealed class Column
    {
        private readonly DataViewSchema.Annotations.Builder _annotations = new();

        internal Column(MemberInfo member, string name, DataViewType type) => (Member, ColumnName, ColumnType) = (member, name, type);

        public string MemberName => Member.Name;

        public string ColumnName { get; set; }

        public DataViewType ColumnType { get; set; }

        public DataViewSchema.Annotations Annotations => _annotations.ToAnnotations();

        internal MemberInfo Member { get; }

        public void AddAnnotation<T>(string kind, T value, DataViewType annotationType) => _annotations.Add(kind, annotationType, Getters.Constant(value));

        internal void AddAnnotations(DataViewSchema.Annotations annotations) => _annotations.Add(annotations, _ => true);
    }
}
