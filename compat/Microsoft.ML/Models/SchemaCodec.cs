using System.Globalization;
using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>How column types and schemas are written. Of annotations, vectors of texts, numbers and Booleans are kept (names of slots, values of keys).</summary>
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
        for (var left = reader.ReadCount(); left > 0; left--)
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
                writer.WriteList(vector.Dimensions, writer.Write);
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
        return kind == Vector
            ? new VectorDataViewType(ReadPrimitive(reader, reader.ReadByte()), reader.ReadList(reader.ReadInt32))
            : ReadPrimitive(reader, kind);
    }

    internal static PrimitiveDataViewType ReadPrimitive(BinaryReader reader) => ReadPrimitive(reader, reader.ReadByte());

    internal static void Write(BinaryWriter writer, DataViewSchema.Annotations annotations)
    {
        var kept = annotations.Schema.Where(column => column.Type is VectorDataViewType { ItemType: TextDataViewType or NumberDataViewType or BooleanDataViewType }).ToArray();
        writer.Write(kept.Length);
        foreach (var column in kept)
        {
            writer.Write(column.Name);
            Write(writer, column.Type.ItemType());
            writer.WriteList(Generic.Call<string[]>(Texts<int>, column.Type.ItemType().RawType, annotations, column), writer.Write);
        }
    }

    internal static DataViewSchema.Annotations ReadAnnotations(BinaryReader reader)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        for (var left = reader.ReadCount(); left > 0; left--)
        {
            var (name, type) = (reader.ReadString(), ReadPrimitive(reader));
            Generic.Call<DataViewSchema.Annotations.Builder>(Added<int>, type.RawType, builder, name, type, reader.ReadList(reader.ReadString));
        }
        return builder.ToAnnotations();
    }

    // Not ReadType again: a file could nest vectors until the stack ends.
    private static PrimitiveDataViewType ReadPrimitive(BinaryReader reader, byte kind) => kind switch
    {
        Key => new KeyDataViewType(SimpleTypeTable.Of((DataKind)reader.ReadByte()).RawType, reader.ReadUInt64()),
        RowId => RowIdDataViewType.Instance,
        _ => SimpleTypeTable.Of((DataKind)kind),
    };

    private static string[] Texts<T>(DataViewSchema.Annotations annotations, DataViewSchema.Column column)
    {
        VBuffer<T> values = default;
        annotations.GetGetter<VBuffer<T>>(column)(ref values);
        return [.. values.DenseValues().Select(value => Convert.ToString(value, CultureInfo.InvariantCulture))];
    }

    private static DataViewSchema.Annotations.Builder Added<T>(DataViewSchema.Annotations.Builder builder, string name, PrimitiveDataViewType type, string[] texts)
    {
        builder.AddVector(name, type, texts.Select(Value<T>).ToArray());
        return builder;
    }

    private static T Value<T>(string text) =>
        (T)(typeof(T) == typeof(ReadOnlyMemory<char>) ? text.AsMemory() : Convert.ChangeType(text, typeof(T), CultureInfo.InvariantCulture));
}
