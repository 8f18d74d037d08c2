using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <inheritdoc cref="ValueToKeyMappingEstimator"/>
public sealed class ValueToKeyMappingTransformer : OneToOneTransformerBase
{
    private readonly TermMap[] _terms;
    private readonly bool _asText;

    internal ValueToKeyMappingTransformer(IReadOnlyList<InputOutputColumnPair> pairs, TermMap[] terms, bool asText) : base(pairs) =>
        (_terms, _asText) = (terms, asText);

    private protected override SeparateColumns.Added Made(int pair, string name, DataViewSchema.Column source)
    {
        var terms = _terms[pair];
        if (!source.Type.ItemType().Equals(terms.Type))
            throw new ArgumentOutOfRangeException("inputSchema", $"Schema mismatch for input column '{source.Name}': expected {terms.Type}, got {source.Type}");
        var key = new KeyDataViewType(typeof(uint), Math.Max(1, terms.Count));
        DataViewType type = source.Type is VectorDataViewType vector ? new VectorDataViewType(key, vector.Dimensions) : key;
        return new(new(name, type, Annotations(terms, source)), [source.Index], row => terms.Getter(row, source));
    }

    private DataViewSchema.Annotations Annotations(TermMap terms, DataViewSchema.Column source)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add(source.Annotations, kind => kind == AnnotationKinds.SlotNames);
        if (terms.Count > 0)
            terms.AddTo(builder, _asText);
        return builder.ToAnnotations();
    }

    private protected override void Save(ModelSaveContext ctx)
    {
        ctx.Sign<Loader>();
        SavePairs(ctx);
        ctx.Writer.Write(_asText);
        ctx.SaveModel("Vocabulary", vocabulary =>
        {
            vocabulary.Sign<VocabularyLoader>();
            vocabulary.Writer.WriteList(_terms, terms => terms.Save(vocabulary.Writer));
            vocabulary.SaveFile("Terms.txt", writer =>
            {
                using var text = new StreamWriter(writer.BaseStream);
                for (var i = 0; i < _terms.Length; i++)
                    text.WriteLine($"# {Pairs[i].OutputColumnName}\n{string.Join('\n', _terms[i].Texts)}");
            });
        });
    }

    private sealed class Loader : IModelLoader
    {
        public object Load(ModelLoadContext ctx)
        {
            var (pairs, asText) = (LoadPairs(ctx), ctx.Reader.ReadBoolean());
            return new ValueToKeyMappingTransformer(pairs, ctx.LoadModel<TermMap[]>("Vocabulary"), asText);
        }
    }

    private sealed class VocabularyLoader : IModelLoader
    {
        public object Load(ModelLoadContext ctx) => ctx.Reader.ReadList(() => TermMap.Load(ctx.Reader));
    }
}
