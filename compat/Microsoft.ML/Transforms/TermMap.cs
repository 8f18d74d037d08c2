using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Values and their numbers.</summary>
internal abstract class TermMap(PrimitiveDataViewType type)
{
    internal PrimitiveDataViewType Type { get; } = type;

    internal abstract int Count { get; }

    /// <summary>The values as text, in order.</summary>
    internal abstract IEnumerable<string> Texts { get; }

    internal static bool CanMap(DataViewType type) => type is NumberDataViewType or TextDataViewType or BooleanDataViewType;

    internal static TermMap Empty(PrimitiveDataViewType type) =>
        type is TextDataViewType ? new TextTerms() : Generic.Call<TermMap>(EmptyOf<int>, type.RawType, type);

    internal static TermMap Load(BinaryReader reader)
    {
        var terms = Empty(SchemaCodec.ReadPrimitive(reader));
        for (var left = reader.ReadCount(); left > 0; left--)
            terms.AddText(reader.ReadString());
        return terms;
    }

    internal void Save(BinaryWriter writer)
    {
        SchemaCodec.Write(writer, Type);
        writer.Write(Count);
        foreach (var text in Texts)
            writer.Write(text);
    }

    /// <summary>What takes up the values of the current row.</summary>
    internal abstract Action Adder(DataViewRow row, DataViewSchema.Column column, int maximum);

    internal abstract void Sort();

    internal abstract Delegate Getter(DataViewRow row, DataViewSchema.Column column);

    internal abstract void AddTo(DataViewSchema.Annotations.Builder builder, bool asText);

    private protected abstract void AddText(string text);

    private static TermMap EmptyOf<T>(PrimitiveDataViewType type) where T : IParsable<T> => new NumberTerms<T>(type);
}
