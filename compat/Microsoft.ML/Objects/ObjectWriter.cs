using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>Writes a table's rows into objects.</summary>
internal sealed class ObjectWriter<TRow> where TRow : class
{
    private readonly (SchemaDefinition.Column Member, DataViewSchema.Column Column)[] _pairs;

    /// <param name="schema">The table's columns.</param>
    /// <param name="ignoreMissing">Whether members without a column stay as they are; else they are an error.</param>
    /// <param name="definition">The members; null takes those that the class says.</param>
    internal ObjectWriter(DataViewSchema schema, bool ignoreMissing, SchemaDefinition definition)
    {
        definition ??= SchemaDefinition.Create(typeof(TRow), SchemaDefinition.Direction.Write);
        _pairs = [.. definition.Where(member => !ignoreMissing || schema.GetColumnOrNull(member.ColumnName) != null).Select(member => (member, Find(schema, member)))];
    }

    internal IEnumerable<DataViewSchema.Column> Columns => _pairs.Select(pair => pair.Column);

    /// <summary>What writes the current values of <paramref name="row"/> into an object.</summary>
    internal Action<TRow> Over(DataViewRow row)
    {
        var writers = _pairs.Select(pair => Generic.Call<Action<TRow>>(Writer<int>, MemberTypes.TypeOf(pair.Member.Member), row, pair.Column, pair.Member.Member)).ToArray();
        return target =>
        {
            foreach (var write in writers)
                write(target);
        };
    }

    private static Action<TRow> Writer<TMember>(DataViewRow row, DataViewSchema.Column column, MemberInfo member)
    {
        var (values, get, set) = (ColumnValues.As<TMember>(row, column), MemberTypes.Getter<TRow, TMember>(member), MemberTypes.Setter<TRow, TMember>(member));
        return target =>
        {
            var value = get(target);
            values(ref value);
            set(target, value);
        };
    }

    private static DataViewSchema.Column Find(DataViewSchema schema, SchemaDefinition.Column member)
    {
        var column = schema.GetColumnOrNull(member.ColumnName) ?? throw new ArgumentOutOfRangeException("Schema", $"Could not find  column '{member.ColumnName}'");
        var type = MemberTypes.TypeOf(member.Member);
        return ColumnValues.Fits(type, column.Type) ? column : throw new InvalidOperationException(
            $"Can't bind the IDataView column '{column.Name}' of type '{column.Type}' to field or property '{member.MemberName}' of type '{type.FullName}'.");
    }
}
