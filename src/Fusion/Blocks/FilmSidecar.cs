using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="FilmSidecar"/>.</summary>
public sealed record FilmSidecarOptions
{
    /// <summary>Hidden width of the network that makes γ and β. Default 0: the model's width.</summary>
    [Range(0, 65536)] public int Hidden { get; init; }
}

/// <summary>Scales and shifts the channels of query tokens by what a table, or any pooled context, says of the row.</summary>
/// <remarks>
/// x·(1+γ) + β, with (γ, β) = present · MLP(LayerNorm(mean of the context)), summed over contexts. The last layer starts at 0, so an untrained block is
/// the identity, and so is any block in a row without the context. Perez et al. 2018, FiLM, arXiv:1709.07871.
/// </remarks>
[Part("film-sidecar")]
public sealed class FilmSidecar : Module<TokenSequence, IReadOnlyList<TokenSequence>, TokenSequence>, IFusionBlock
{
    [ComponentName(Name = "makers")] private readonly ModuleList<Sequential> _makers;

    /// <summary>Makes a block.</summary>
    public FilmSidecar(FilmSidecarOptions options, PartSizes sizes) : base("film-sidecar")
    {
        var hidden = options.Hidden > 0 ? options.Hidden : sizes.Width;
        _makers = new([.. sizes.ContextWidths.Select(width => Maker(width, hidden, 2L * sizes.Width))]);
        RegisterComponents();
    }

    /// <summary>Modulates the query tokens.</summary>
    /// <param name="query">[B, T, D].</param>
    /// <param name="contexts">[B, M_i, E_i] each; a table is one timeless token.</param>
    /// <returns>[B, T, D], same clock and mask as <paramref name="query"/>.</returns>
    /// <exception cref="ArgumentException">The axes or the number of contexts do not fit.</exception>
    public override TokenSequence forward(TokenSequence query, IReadOnlyList<TokenSequence> contexts)
    {
        Contexts.Check(query, contexts, _makers.Count);
        using var scope = NewDisposeScope();
        var x = query.Values.alias();
        if (contexts.Count > 0)
        {
            var film = contexts.Select((context, i) => Film(_makers[i], context)).Aggregate((total, next) => total + next);
            var parts = film.unsqueeze(1).chunk(2, -1);                                             // γ and β: 2 x [B, 1, D]
            x = x * (1 + parts[0]) + parts[1];
        }
        return query.With(x.MoveToOuterDisposeScope());
    }

    // [B, 2D]: nothing for an absent row, whatever the biases have learned.
    private static Tensor Film(Sequential maker, TokenSequence context) =>
        Masked.Zero(maker.call(Masked.Mean(context.Values, context.Valid)), context.Present());

    private static Sequential Maker(int width, int hidden, long outputs)
    {
        var last = Linear(hidden, outputs);
        init.zeros_(last.weight);
        init.zeros_(last.bias);
        return Sequential(LayerNorm(width), Linear(width, hidden), GELU(), last);
    }
}
