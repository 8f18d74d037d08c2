using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>How column types and schemas are written. Of annotations, vectors of texts are kept (names of slots, values of keys).</summary>
internal static class SchemaCodec
{
    private const byte RowId = 100, Key = 101, Vector = 102;

    private static readonly DataKind[] Kinds = Enum.GetValues<DataKind>();

    internal static void Write(BinaryWriter writer, DataViewSchema schema)
    {
        writer.Write(schema.Count);
        foreach (var column in schema)
        {
            writer.Write(column.Name);
            Write(writer, column.Type);
            Write(writer, column.Annotations);
        }
    }

    internal static DataViewSchema ReadSchema(BinaryReader reader)
    {
        var builder = new DataViewSchema.Builder();
        for (var left = reader.ReadInt32(); left > 0; left--)
            builder.AddColumn(reader.ReadString(), ReadType(reader), ReadAnnotations(reader));
        return builder.ToSchema();
    }

    internal static void Write(BinaryWriter writer, DataViewType type)
    {
        switch (type)
        {
            case VectorDataViewType vector:
                writer.Write(Vector);
                Write(writer, vector.ItemType);
                writer.Write(vector.Dimensions.Length);
                foreach (var size in vector.Dimensions)
                    writer.Write(size);
                break;
            case KeyDataViewType key:
                writer.Write(Key);
                Write(writer, key.Numbers);
                writer.Write(key.Count);
                break;
            case RowIdDataViewType:
                writer.Write(RowId);
                break;
            default:
                writer.Write((byte)Array.Find(Kinds, kind => SimpleTypeTable.Of(kind).Equals(type)));
                break;
        }
    }

    internal static DataViewType ReadType(BinaryReader reader)
    {
        var kind = reader.ReadByte();
        return kind switch
        {
            Vector => new VectorDataViewType((PrimitiveDataViewType)ReadType(reader), Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadInt32()).ToArray()),
            Key => new KeyDataViewType(ReadType(reader).RawType, reader.ReadUInt64()),
            RowId => RowIdDataViewType.Instance,
            _ => SimpleTypeTable.Of((DataKind)kind),
        };
    }

    internal static void Write(BinaryWriter writer, DataViewSchema.Annotations annotations)
    {
        var texts = annotations.Schema.Where(column => column.Type is VectorDataViewType { ItemType: TextDataViewType }).ToArray();
        writer.Write(texts.Length);
        foreach (var column in texts)
        {
            VBuffer<ReadOnlyMemory<char>> values = default;
            annotations.GetGetter<VBuffer<ReadOnlyMemory<char>>>(column)(ref values);
            writer.Write(column.Name);
            writer.Write(values.Length);
            foreach (var text in values.DenseValues())
                writer.Write(text.ToString());
        }
    }

    internal static DataViewSchema.Annotations ReadAnnotations(BinaryReader reader)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        for (var left = reader.ReadInt32(); left > 0; left--)
            builder.AddTexts(reader.ReadString(), Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString()).ToArray());
        return builder.ToAnnotations();
    }
}
