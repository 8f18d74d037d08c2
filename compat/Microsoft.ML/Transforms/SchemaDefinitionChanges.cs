using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>A definition of row objects as it is saved: members with the names, types and annotations of their columns.</summary>
internal sealed class SchemaDefinitionChanges
{
    private readonly List<(string Member, string Name, DataViewType Type, DataViewSchema.Annotations Annotations)> _columns = [];
    private bool _given;

    internal static void Write(BinaryWriter writer, SchemaDefinition definition)
    {
        writer.Write(definition?.Count ?? -1);
        foreach (var column in definition ?? Enumerable.Empty<SchemaDefinition.Column>())
        {
            writer.Write(column.MemberName);
            writer.Write(column.ColumnName);
            SchemaCodec.Write(writer, column.ColumnType);
            SchemaCodec.Write(writer, column.Annotations);
        }
    }

    internal static SchemaDefinitionChanges Read(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        var changes = new SchemaDefinitionChanges { _given = count >= 0 };
        for (var i = 0; i < count; i++)
            changes._columns.Add((reader.ReadString(), reader.ReadString(), SchemaCodec.ReadType(reader), SchemaCodec.ReadAnnotations(reader)));
        return changes;
    }

    /// <summary>The definition again, or null where none was given.</summary>
    internal SchemaDefinition For(Type userType)
    {
        if (!_given)
            return null;
        var definition = SchemaDefinition.Create(userType);
        definition.RemoveAll(column => _columns.TrueForAll(saved => saved.Member != column.MemberName));
        foreach (var column in definition)
        {
            var saved = _columns.Find(saved => saved.Member == column.MemberName);
            (column.ColumnName, column.ColumnType) = (saved.Name, saved.Type);
            column.AddAnnotations(saved.Annotations);
        }
        return definition;
    }
}
