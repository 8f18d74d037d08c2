using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>The pools of a late block: one for the query, then one for each context.</summary>
internal sealed class ModalityPools : Module
{
    private readonly IReadOnlyList<ModalityPool> _pools;
    private readonly PartSizes _sizes;
    private readonly IReadOnlyList<string> _contexts;

    public ModalityPools(LateOptions options, PartSizes sizes, IParts parts) : base("pools")
    {
        (_sizes, _contexts) = (sizes, Contexts.Names(sizes));
        Widths = [sizes.Width, .. sizes.ContextWidths];
        _pools = [.. Widths.Select(width => new ModalityPool(options.Pooling, options.ChannelWeights, width, parts))];
        // A list is not registered by itself; each pool is named by its number.
        for (var i = 0; i < _pools.Count; i++) register_module($"{i}", _pools[i]);
    }

    /// <summary>Widths of the vectors: the query's, then each context's.</summary>
    public IReadOnlyList<int> Widths { get; }

    /// <summary>Width of <see cref="Pooled.Joined"/>.</summary>
    public long JoinedWidth => Widths.Sum() + Widths.Count;

    /// <summary>Checks the inputs of a block and pools them.</summary>
    /// <param name="query">[B, T, D].</param>
    /// <param name="contexts">[B, M_i, E_i] each.</param>
    /// <exception cref="ArgumentException">The axes or the number of contexts do not fit.</exception>
    public Pooled Read(TokenSequence query, IReadOnlyList<TokenSequence> contexts)
    {
        Contexts.Check(query, contexts, _sizes);
        IReadOnlyList<TokenSequence> modalities = [query, .. contexts];
        Tensor[] present = [.. modalities.Select(tokens => tokens.Present())];
        var pooled = new Pooled([.. modalities.Select((tokens, i) => _pools[i].call(tokens, present[i]))], present);
        pooled.Report(_contexts);
        return pooled;
    }
}
