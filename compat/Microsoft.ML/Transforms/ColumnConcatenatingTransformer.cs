namespace Microsoft.ML.Data;

/// <inheritdoc cref="Transforms.ColumnConcatenatingEstimator"/>
public sealed class ColumnConcatenatingTransformer : RowToRowTransformerBase
{
    private readonly string _output;
    private readonly string[] _inputs;

    internal ColumnConcatenatingTransformer(string output, string[] inputs) => (_output, _inputs) = (output, inputs);

    internal static string Mismatch(string name, DataViewType expected, string got) =>
        $"Schema mismatch for input column '{name}': expected {expected} or a vector of it, as the column before, got {got}";

    private protected override ColumnMaker Maker(DataViewSchema inputSchema)
    {
        var sources = Array.ConvertAll(_inputs, name => inputSchema.GetColumnOrNull(name)
            ?? throw new ArgumentOutOfRangeException(nameof(inputSchema), $"Could not find input column '{name}'"));
        var item = (PrimitiveDataViewType)sources[0].Type.ItemType();
        foreach (var source in sources)
        {
            if (!source.Type.ItemType().Equals(item))
                throw new ArgumentOutOfRangeException(nameof(inputSchema), Mismatch(source.Name, item, source.Type.ToString()));
        }
        var known = Array.TrueForAll(sources, source => source.Type is not VectorDataViewType { IsKnownSize: false });
        var type = new VectorDataViewType(item, known ? sources.Sum(Slots) : 0);
        return new SeparateColumns([new(new(_output, type, Annotations(sources, known)), [.. sources.Select(source => source.Index)],
            row => Generic.Call<Delegate>(Getter<int>, item.RawType, row, sources))]);
    }

    private protected override void Save(ModelSaveContext ctx)
    {
        ctx.Sign<Loader>();
        ctx.Writer.Write(_output);
        ctx.Writer.WriteList(_inputs, ctx.Writer.Write);
    }

    private static int Slots(DataViewSchema.Column source) => source.Type is VectorDataViewType vector ? vector.Size : 1;

    private static DataViewSchema.Annotations Annotations(DataViewSchema.Column[] sources, bool known)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        if (known && Array.Exists(sources, source => source.Type is not VectorDataViewType || source.HasSlotNames()))
            builder.AddTexts(AnnotationKinds.SlotNames, sources.SelectMany(source => Names(source, prefix: sources.Length > 1)));
        if (Array.TrueForAll(sources, SchemaAnnotationsExtensions.IsNormalized))
            builder.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);
        return builder.ToAnnotations();
    }

    private static IEnumerable<string> Names(DataViewSchema.Column source, bool prefix)
    {
        if (source.Type is not VectorDataViewType)
            return [source.Name];
        if (!source.HasSlotNames())
            return Enumerable.Repeat("", Slots(source));
        VBuffer<ReadOnlyMemory<char>> names = default;
        source.GetSlotNames(ref names);
        return names.DenseValues().Select(name => name.IsEmpty || !prefix ? name.ToString() : $"{source.Name}.{name}").ToArray();
    }

    private static Delegate Getter<T>(DataViewRow row, DataViewSchema.Column[] sources)
    {
        var readers = Array.ConvertAll(sources, source => Reader<T>(row, source));
        var parts = new VBuffer<T>[sources.Length];
        return (ValueGetter<VBuffer<T>>)((ref VBuffer<T> dst) =>
        {
            for (var i = 0; i < readers.Length; i++)
                readers[i](ref parts[i]);
            var editor = VBufferEditor.Create(ref dst, parts.Sum(part => part.Length));
            var at = 0;
            foreach (var part in parts)
            {
                part.CopyTo(editor.Values, at);
                at += part.Length;
            }
            dst = editor.Commit();
        });
    }

    private static ValueGetter<VBuffer<T>> Reader<T>(DataViewRow row, DataViewSchema.Column source)
    {
        if (source.Type is VectorDataViewType)
            return row.GetGetter<VBuffer<T>>(source);
        var getter = row.GetGetter<T>(source);
        return (ref VBuffer<T> dst) =>
        {
            var editor = VBufferEditor.Create(ref dst, 1);
            getter(ref editor.Values[0]);
            dst = editor.Commit();
        };
    }

    private sealed class Loader : IModelLoader
    {
        public object Load(ModelLoadContext ctx) =>
            new ColumnConcatenatingTransformer(ctx.Reader.ReadString(), ctx.Reader.ReadList(ctx.Reader.ReadString));
    }
}
