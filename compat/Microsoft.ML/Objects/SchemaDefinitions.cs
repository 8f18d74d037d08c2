namespace Microsoft.ML.Data;

/// <summary>Between definitions of row objects and schemas.</summary>
internal static class SchemaDefinitions
{
    internal static DataViewSchema ToSchema(this SchemaDefinition definition)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(definition.Detached());
        return builder.ToSchema();
    }

    internal static IEnumerable<DataViewSchema.DetachedColumn> Detached(this SchemaDefinition definition) =>
        definition.Select(column => new DataViewSchema.DetachedColumn(column.ColumnName, column.ColumnType, column.Annotations));

    /// <summary>The columns of <paramref name="schema"/>, read from members of the same names.</summary>
    internal static SchemaDefinition Of(Type userType, DataViewSchema schema, SchemaDefinition.Direction direction)
    {
        var definition = SchemaDefinition.Create(userType, direction);
        foreach (var column in definition.ToArray())
        {
            if (schema.GetColumnOrNull(column.ColumnName) is not { } known)
            {
                definition.Remove(column);
                continue;
            }
            column.ColumnType = known.Type;
            column.AddAnnotations(known.Annotations);
        }
        return definition;
    }
}
