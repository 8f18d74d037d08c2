using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Makes numbers, Booleans and text another of these types.</summary>
public sealed class TypeConvertingEstimator : TrivialEstimator<TypeConvertingTransformer>
{
    internal TypeConvertingEstimator(IReadOnlyList<InputOutputColumnPair> pairs, DataKind kind) : base(new TypeConvertingTransformer(pairs, kind)) { }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        inputSchema.With(Transformer.Converted.Select(pair => Shape(pair, inputSchema.Find(pair.InputColumnName))).ToArray());

    private SchemaShape.Column Shape(InputOutputColumnPair pair, SchemaShape.Column source) => Conversions.CanConvert(source.ItemType, Transformer.Type)
        ? new SchemaShape.Column(pair.OutputColumnName, source.Kind, Transformer.Type, false, new SchemaShape(source.Annotations.Where(annotation => annotation.Name == AnnotationKinds.SlotNames)))
        : throw new ArgumentOutOfRangeException("inputSchema", $"Schema mismatch for input column '{source.Name}': {source.GetTypeString()} cannot be converted to {Transformer.Type}");
}

/// <inheritdoc cref="TypeConvertingEstimator"/>
public sealed class TypeConvertingTransformer : OneToOneTransformerBase
{
    private readonly DataKind _kind;

    internal TypeConvertingTransformer(IReadOnlyList<InputOutputColumnPair> pairs, DataKind kind) : base(pairs) => _kind = kind;

    internal IReadOnlyList<InputOutputColumnPair> Converted => Pairs;

    internal PrimitiveDataViewType Type => SimpleTypeTable.Of(_kind);

    private protected override SeparateColumns.Added Made(int pair, string name, DataViewSchema.Column source)
    {
        if (!Conversions.CanConvert(source.Type.ItemType(), Type))
            throw new ArgumentOutOfRangeException("inputSchema", $"Schema mismatch for input column '{source.Name}': {source.Type} cannot be converted to {Type}");
        DataViewType type = source.Type is VectorDataViewType vector ? new VectorDataViewType(Type, vector.Dimensions) : Type;
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(source.Annotations, kind => kind == AnnotationKinds.SlotNames);
        return new(new(name, type, annotations.ToAnnotations()), [source.Index],
            row => Generic.Call<Delegate>(Getter<int, int>, [source.Type.ItemType().RawType, Type.RawType], row, source));
    }

    private protected override void Save(ModelSaveContext ctx)
    {
        ctx.Sign<Loader>();
        SavePairs(ctx);
        ctx.Writer.Write((byte)_kind);
    }

    private static Delegate Getter<TFrom, TTo>(DataViewRow row, DataViewSchema.Column source) => ItemMap.Over(row, source, Conversions.Of<TFrom, TTo>());

    private sealed class Loader : IModelLoader
    {
        public object Load(ModelLoadContext ctx) => new TypeConvertingTransformer(LoadPairs(ctx), (DataKind)ctx.Reader.ReadByte());
    }
}
