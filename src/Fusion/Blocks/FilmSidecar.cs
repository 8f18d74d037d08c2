using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="FilmSidecar"/>.</summary>
public sealed record FilmSidecarOptions : PartOptions<IFusionBlock>, ISizedOptions
{
    /// <summary>Hidden width of the network that makes γ and β. Default 0: the model's width.</summary>
    [Range(0, 65536)] public int Hidden { get; init; }

    /// <summary>Whether query tokens are normalised before (conditional LayerNorm). Default no: an untrained block is then the identity.</summary>
    public bool LayerNorm { get; init; }

    /// <summary>How a context of several tokens becomes one vector. Default <c>masked-mean</c>.</summary>
    public Part<IPooling> Pooling { get; init; } = new("masked-mean");

    double ISizedOptions.LeastNumbers(PartSizes sizes) => (Hidden > 0 ? Hidden : sizes.Width) * sizes.ContextWidths.Sum(read => read + (2.0 * sizes.Width));
}

/// <summary>Scales and shifts the channels of query tokens by what a table, or any pooled context, says of the row.</summary>
/// <remarks>
/// x·(1+γ) + β, with (γ, β) = present · MLP(LayerNorm(pooled context)), summed over contexts. The last layer starts at 0, so an untrained block is
/// the identity, and so is any block in a row without the context; with <c>layerNorm</c> both are the normalised tokens.
/// Which columns a table has in the row is told by the <c>tabular</c> encoder, with a bit each. Perez et al. 2018, FiLM, arXiv:1709.07871.
/// </remarks>
[Part("film-sidecar")]
public sealed class FilmSidecar : Module<TokenSequence, IReadOnlyList<TokenSequence>, TokenSequence>, IFusionBlock
{
    private readonly PartSizes _sizes;
    private readonly bool _layerNorm;
    [ComponentName(Name = "pools")] private readonly ModuleList<ModalityPool> _pools;
    [ComponentName(Name = "makers")] private readonly ModuleList<Sequential> _makers;

    /// <summary>Makes a block.</summary>
    public FilmSidecar(FilmSidecarOptions options, PartSizes sizes, IParts parts) : base("film-sidecar")
    {
        var hidden = options.Hidden > 0 ? options.Hidden : sizes.Width;
        (_sizes, _layerNorm) = (sizes, options.LayerNorm);
        _pools = new([.. sizes.ContextWidths.Select(width => new ModalityPool(options.Pooling, weighted: false, width, parts))]);
        _makers = new([.. sizes.ContextWidths.Select(width => Maker(width, hidden, 2L * sizes.Width))]);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public bool StartsAsIdentity => !_layerNorm;

    /// <summary>Modulates the query tokens.</summary>
    /// <param name="query">[B, T, D].</param>
    /// <param name="contexts">[B, M_i, E_i] each; a table is one timeless token.</param>
    /// <returns>[B, T, D], same clock and mask as <paramref name="query"/>.</returns>
    /// <exception cref="ArgumentException">The axes or the number of contexts do not fit.</exception>
    public override TokenSequence forward(TokenSequence query, IReadOnlyList<TokenSequence> contexts)
    {
        Contexts.Check(query, contexts, _sizes);
        using var scope = NewDisposeScope();
        var x = Masked.Zero(query.Values, query.Valid);
        if (_layerNorm) x = functional.layer_norm(x, [x.shape[^1]]);
        if (contexts.Count > 0) x = Modulate(x, contexts.Select(Film).Aggregate((total, next) => total + next));
        return query.With(x.alias().MoveToOuterDisposeScope());
    }

    // [B, 2D]: nothing for an absent row, whatever the biases have learned.
    private Tensor Film(TokenSequence context, int i)
    {
        var present = context.Present();
        var rows = PresentRows.Of(present);
        return rows.Put(_makers[i].call(rows.Take(_pools[i].call(context, present))));
    }

    private static Tensor Modulate(Tensor x, Tensor film)
    {
        var parts = film.unsqueeze(1).chunk(2, -1);                                                 // γ and β: 2 x [B, 1, D]
        // β + x·(1+γ): one pass over the tokens.
        var modulated = parts[1].addcmul(x, parts[0] + 1, 1);
        if (Diagnostics.Wanted) Report(parts[0], parts[1], modulated - x, x);
        return modulated;
    }

    private static void Report(Tensor gamma, Tensor beta, Tensor added, Tensor x)
    {
        Diagnostics.Report("gamma", gamma.abs());
        Diagnostics.Report("beta", beta.abs());
        BlockReport.Ratio(added, x);
    }

    private static Sequential Maker(int width, int hidden, long outputs)
    {
        var last = Linear(hidden, outputs);
        init.zeros_(last.weight);
        init.zeros_(last.bias);
        return Sequential(LayerNorm(width), Linear(width, hidden), GELU(), last);
    }
}
