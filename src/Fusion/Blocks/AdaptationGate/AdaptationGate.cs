using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="AdaptationGate"/>.</summary>
public sealed record AdaptationGateOptions : PartOptions<IFusionBlock>, ISizedOptions
{
    /// <summary>β: a token is shifted by at most β times its own length. Default 1.</summary>
    [Range(0.0001, 100.0)] public double Shift { get; init; } = 1;

    /// <summary>Chance with which a channel is dropped in training. Default 0.5, as in the authors' code.</summary>
    [Range(0.0, 0.99)] public double Dropout { get; init; } = 0.5;

    /// <summary>Which context tokens lie at a query token; their mean shifts it. Default <c>all</c>: the mean of the whole context.</summary>
    public Part<IVisibility> Visibility { get; init; } = new("all");

    double ISizedOptions.LeastNumbers(PartSizes sizes) => sizes.ContextWidths.Sum(read => sizes.Width * ((2.0 * read) + sizes.Width));
}

/// <summary>Shifts each query token by a gated sum of what of the contexts lies at it, never further than its own length allows.</summary>
/// <remarks>
/// h = Σ_m relu(W_gm [a_m; x]) ∘ W_m a_m; out = LayerNorm(x + min(1, β‖x‖/‖h‖) · h). a_m is the mean of the context tokens that the visibility shows, after a LayerNorm
/// of the context. A token that sees nothing of a context is not shifted by it.
/// Rahman et al. 2020, Multimodal Adaptation Gate, doi:10.18653/v1/2020.acl-main.214. Differs: any contexts on their own clocks, where the authors' were aligned word by word; the LayerNorm of the means.
/// </remarks>
[Part("mag")]
public sealed class AdaptationGate : Module<TokenSequence, IReadOnlyList<TokenSequence>, TokenSequence>, IFusionBlock
{
    private readonly double _shift;
    private readonly PartSizes _sizes;
    private readonly IReadOnlyList<string> _contexts;
    [ComponentName(Name = "shifts")] private readonly ModuleList<AdaptationShift> _shifts;
    [ComponentName(Name = "norm")] private readonly LayerNorm _norm;
    [ComponentName(Name = "dropout")] private readonly Dropout _dropout;
    [ComponentName(Name = "visibility")] private readonly IVisibility _visibility;

    /// <summary>Makes a block.</summary>
    public AdaptationGate(AdaptationGateOptions options, PartSizes sizes, IParts parts) : base("mag")
    {
        _shift = options.Shift;
        (_sizes, _contexts) = (sizes, Contexts.Names(sizes));
        _shifts = new([.. sizes.ContextWidths.Select(width => new AdaptationShift(width, sizes.Width))]);
        _norm = LayerNorm(sizes.Width);
        _dropout = Dropout(options.Dropout);
        _visibility = parts.Create(options.Visibility, sizes);
        RegisterComponents();
    }

    /// <summary>Shifts the query tokens.</summary>
    /// <param name="query">[B, T, D].</param>
    /// <param name="contexts">[B, M_i, E_i] each.</param>
    /// <returns>[B, T, D], same clock and mask as <paramref name="query"/>.</returns>
    /// <exception cref="ArgumentException">The axes or the number of contexts do not fit.</exception>
    public override TokenSequence forward(TokenSequence query, IReadOnlyList<TokenSequence> contexts)
    {
        Contexts.Check(query, contexts, _sizes);
        using var scope = NewDisposeScope();
        var x = Masked.Zero(query.Values, query.Valid);
        var h = zeros_like(x);
        for (var i = 0; i < contexts.Count; i++)
        {
            using var _ = Diagnostics.Within(_contexts[i]);
            h = AddShift(h, x, query, contexts[i], _shifts[i]);
        }
        return query.With(_dropout.call(_norm.call(x + Limited(h, x))).MoveToOuterDisposeScope());
    }

    private Tensor AddShift(Tensor h, Tensor x, TokenSequence query, TokenSequence context, AdaptationShift shift)
    {
        var rows = PresentRows.Of(context, query);
        if (rows.Count == 0) return h;
        var (reader, key) = (rows.Take(query), rows.Take(context));
        var (mean, seen) = AlignedMean.Of(key, _visibility.call(reader, key));
        var added = shift.call(rows.Take(x), mean);
        if (seen is not null) added *= seen.to_type(added.dtype);
        BlockReport.Ratio(added, x);
        return rows.AddTo(h, added);
    }

    // min(1, β‖x‖/‖h‖) · h, token by token.
    private Tensor Limited(Tensor h, Tensor x)
    {
        var share = (Length(x) / Length(h) * _shift).clamp_max(1);
        Diagnostics.Report("share", share);
        return h * share;
    }

    // Not the norm itself, whose gradient at 0 is not a number.
    private static Tensor Length(Tensor x) => x.square().sum(-1, keepdim: true).clamp_min(1e-12).sqrt();
}
