using System.Numerics;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Gives the values back that stand behind numbers.</summary>
public sealed class KeyToValueMappingEstimator : TrivialEstimator<KeyToValueMappingTransformer>
{
    internal KeyToValueMappingEstimator(IReadOnlyList<InputOutputColumnPair> pairs) : base(new KeyToValueMappingTransformer(pairs)) { }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        inputSchema.With(Transformer.Mapped.Select(pair => Shape(pair, inputSchema.Find(pair.InputColumnName))).ToArray());

    private static SchemaShape.Column Shape(InputOutputColumnPair pair, SchemaShape.Column source) =>
        source.IsKey && source.Annotations.TryFindColumn(AnnotationKinds.KeyValues, out var values)
            ? new SchemaShape.Column(pair.OutputColumnName, source.Kind, values.ItemType, values.IsKey)
            : throw new ArgumentOutOfRangeException("inputSchema", $"Schema mismatch for input column '{source.Name}': expected a key with the annotation KeyValues, got {source.GetTypeString()}");
}

/// <inheritdoc cref="KeyToValueMappingEstimator"/>
public sealed class KeyToValueMappingTransformer : OneToOneTransformerBase
{
    internal KeyToValueMappingTransformer(IReadOnlyList<InputOutputColumnPair> pairs) : base(pairs) { }

    internal IReadOnlyList<InputOutputColumnPair> Mapped => Pairs;

    private protected override SeparateColumns.Added Made(int pair, string name, DataViewSchema.Column source)
    {
        var key = source.Type.ItemType() as KeyDataViewType;
        var values = source.Annotations.Schema.GetColumnOrNull(AnnotationKinds.KeyValues)?.Type as VectorDataViewType;
        if (key is null || values is null)
            throw new ArgumentOutOfRangeException("inputSchema", $"Column '{source.Name}' has {source.Type} without the annotation KeyValues: there are no values to give back");
        DataViewType type = source.Type is VectorDataViewType vector ? new VectorDataViewType(values.ItemType, vector.Dimensions) : values.ItemType;
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(source.Annotations, kind => kind == AnnotationKinds.SlotNames);
        return new(new(name, type, annotations.ToAnnotations()), [source.Index],
            row => Generic.Call<Delegate>(Getter<uint, int>, [key.RawType, values.ItemType.RawType], row, source));
    }

    private protected override void Save(ModelSaveContext ctx)
    {
        ctx.Sign<Loader>();
        SavePairs(ctx);
    }

    private static Delegate Getter<TKey, TValue>(DataViewRow row, DataViewSchema.Column source) where TKey : INumberBase<TKey>
    {
        VBuffer<TValue> vector = default;
        source.GetKeyValues(ref vector);
        var (values, missing) = (vector.DenseValues().ToArray(), Missing<TValue>());
        return ItemMap.Over<TKey, TValue>(row, source, key => ulong.CreateChecked(key) is var number && number > 0 && number <= (ulong)values.Length ? values[number - 1] : missing);
    }

    private static T Missing<T>() => typeof(T) == typeof(float) ? (T)(object)float.NaN : typeof(T) == typeof(double) ? (T)(object)double.NaN : default;

    private sealed class Loader : IModelLoader
    {
        public object Load(ModelLoadContext ctx) => new KeyToValueMappingTransformer(LoadPairs(ctx));
    }
}
