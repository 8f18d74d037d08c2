using System.Collections;

namespace Microsoft.ML.Data;

/// <summary>Transformers in a row.</summary>
public sealed class TransformerChain<TLastTransformer> : ITransformer, IEnumerable<ITransformer>, IDisposable where TLastTransformer : class, ITransformer
{
    private readonly ITransformer[] _transformers;
    private readonly TransformerScope[] _scopes;

    public TransformerChain(IEnumerable<ITransformer> transformers, IEnumerable<TransformerScope> scopes)
    {
        (_transformers, _scopes) = ([.. transformers], [.. scopes]);
        if (_transformers.Length != _scopes.Length)
            throw new ArgumentException("The number of transformers and the number of scopes must be the same", nameof(scopes));
        LastTransformer = _transformers is [.., TLastTransformer last] ? last : null;
    }

    public TransformerChain(params ITransformer[] transformers) : this(transformers, transformers.Select(_ => TransformerScope.Everything)) { }

    public readonly TLastTransformer LastTransformer;

    bool ITransformer.IsRowToRowMapper => Array.TrueForAll(_transformers, transformer => transformer.IsRowToRowMapper);

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => GetOutputSchema(inputSchema, TransformerScope.Everything);

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema, TransformerScope scope) =>
        Within(scope).Aggregate(inputSchema ?? throw new ArgumentNullException(nameof(inputSchema)), (schema, transformer) => transformer.GetOutputSchema(schema));

    public IDataView Transform(IDataView input) => Transform(input, TransformerScope.Everything);

    public IDataView Transform(IDataView input, TransformerScope scope) =>
        Within(scope).Aggregate(input ?? throw new ArgumentNullException(nameof(input)), (view, transformer) => transformer.Transform(view));

    /// <summary>The chain without the transformers that <paramref name="scopeFilter"/> leaves out.</summary>
    public TransformerChain<ITransformer> GetModelFor(TransformerScope scopeFilter) =>
        new(Within(scopeFilter), _scopes.Where(scope => (scope & scopeFilter) != 0));

    public TransformerChain<TNewLast> Append<TNewLast>(TNewLast transformer, TransformerScope scope = TransformerScope.Everything)
        where TNewLast : class, ITransformer => new([.. _transformers, transformer ?? throw new ArgumentNullException(nameof(transformer))], [.. _scopes, scope]);

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        if (!((ITransformer)this).IsRowToRowMapper)
            throw new InvalidOperationException("A transformer of this chain is no row to row mapper");
        return new ChainedMapper(inputSchema, _transformers);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => TransformerChains.Save(ctx, _transformers, _scopes);

    public IEnumerator<ITransformer> GetEnumerator() => ((IEnumerable<ITransformer>)_transformers).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        foreach (var transformer in _transformers)
            (transformer as IDisposable)?.Dispose();
    }

    private IEnumerable<ITransformer> Within(TransformerScope filter) => _transformers.Where((_, i) => (_scopes[i] & filter) != 0);
}
