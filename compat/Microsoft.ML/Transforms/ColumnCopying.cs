using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Gives columns other names, and keeps those of the old ones.</summary>
public sealed class ColumnCopyingEstimator : TrivialEstimator<ColumnCopyingTransformer>
{
    internal ColumnCopyingEstimator(IReadOnlyList<InputOutputColumnPair> pairs) : base(new ColumnCopyingTransformer(pairs)) { }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        inputSchema.With(Transformer.Copies.Select(pair => inputSchema.Find(pair.InputColumnName).Named(pair.OutputColumnName)).ToArray());
}

/// <inheritdoc cref="ColumnCopyingEstimator"/>
public sealed class ColumnCopyingTransformer : OneToOneTransformerBase
{
    internal ColumnCopyingTransformer(IReadOnlyList<InputOutputColumnPair> pairs) : base(pairs) { }

    internal IReadOnlyList<InputOutputColumnPair> Copies => Pairs;

    private protected override SeparateColumns.Added Made(int pair, string name, DataViewSchema.Column source) =>
        new(new(name, source.Type, source.Annotations), [source.Index], row => row.Untyped(source));

    private protected override void Save(ModelSaveContext ctx)
    {
        ctx.Sign<Loader>();
        SavePairs(ctx);
    }

    private sealed class Loader : IModelLoader
    {
        public object Load(ModelLoadContext ctx) => new ColumnCopyingTransformer(LoadPairs(ctx));
    }
}
