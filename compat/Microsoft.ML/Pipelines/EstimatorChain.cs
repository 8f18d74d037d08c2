using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Estimators in a row: each learns from what the transformers before it make.</summary>
public sealed class EstimatorChain<TLastTransformer> : IEstimator<TransformerChain<TLastTransformer>> where TLastTransformer : class, ITransformer
{
    private readonly ChainLink[] _links;

    public EstimatorChain() => _links = [];

    internal EstimatorChain(IEnumerable<ChainLink> links)
    {
        _links = [.. links];
        LastEstimator = (IEstimator<TLastTransformer>)_links[^1].Estimator;
    }

    public readonly IEstimator<TLastTransformer> LastEstimator;

    public TransformerChain<TLastTransformer> Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        GetOutputSchema(SchemaShape.Create(input.Schema));   // refuses before the first one learns

        var (view, fitted) = (input, new ITransformer[_links.Length]);
        for (var i = 0; i < _links.Length; i++)
        {
            fitted[i] = _links[i].Estimator.Fit(view);
            view = fitted[i].Transform(view);
            if (_links[i].CacheAfter && i < _links.Length - 1)
                view = new CachedView(view);
        }
        return new TransformerChain<TLastTransformer>(fitted, _links.Select(link => link.Scope));
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        _links.Aggregate(inputSchema ?? throw new ArgumentNullException(nameof(inputSchema)), (shape, link) => link.Estimator.GetOutputSchema(shape));

    public EstimatorChain<TNewTrans> Append<TNewTrans>(IEstimator<TNewTrans> estimator, TransformerScope scope = TransformerScope.Everything)
        where TNewTrans : class, ITransformer
    {
        ArgumentNullException.ThrowIfNull(estimator);
        return new EstimatorChain<TNewTrans>([.. _links, new ChainLink(estimator, scope, false)]);
    }

    /// <summary>Makes the estimators behind read a copy in memory.</summary>
    public EstimatorChain<TLastTransformer> AppendCacheCheckpoint(IHostEnvironment env)
    {
        ArgumentNullException.ThrowIfNull(env);
        return _links.Length == 0 ? this : new EstimatorChain<TLastTransformer>([.. _links[..^1], _links[^1] with { CacheAfter = true }]);
    }
}

/// <summary>An estimator of a chain, and what happens behind it.</summary>
internal sealed record ChainLink(IEstimator<ITransformer> Estimator, TransformerScope Scope, bool CacheAfter);
