using System.ComponentModel.DataAnnotations;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>How nearness to the query is measured.</summary>
public enum PreserveForm
{
    /// <summary>The fused vector must find its own query among those of the batch, and the query its fused vector.</summary>
    InfoNce,

    /// <summary>1 − cosine.</summary>
    Cosine,
}

/// <summary>Options of <see cref="QueryPreserve"/>.</summary>
public sealed record QueryPreserveOptions : ContrastiveOptions
{
    /// <summary>Options as the loss is meant: the gradient stops at the query's input.</summary>
    public QueryPreserveOptions() => TargetStopGradient = StopGradient.Input;

    /// <summary>How nearness is measured. Default <c>info-nce</c>: measured, a cosine keeps much less of what only the query knows.</summary>
    public PreserveForm Form { get; init; } = PreserveForm.InfoNce;

    /// <summary>Temperature τ of the <c>info-nce</c> form. Default 0.3.</summary>
    [Range(1e-3, 1e2)] public double Temperature { get; init; } = 0.3;
}

/// <summary>Keeps what the query knew in the fused vector, so that a loss towards the contexts cannot replace it.</summary>
/// <remarks>
/// Form <c>info-nce</c>: the mean of the cross-entropies of fused → query and query → fused over the batch (van den Oord et al. 2018, arXiv:1807.03748, in
/// CLIP's symmetric form); <c>cosine</c>: mean of 1 − cos. A cosine with a learned target projector is refused: both sides then agree by forgetting.
/// </remarks>
[Part("query-preserve")]
[LossEnds("fused", "query")]
public sealed class QueryPreserve : Module<LossInputs, LossTerm>, ILoss, IComparesVectors
{
    private readonly QueryPreserveOptions _options;
    [ComponentName(Name = "ends")] private readonly ProjectedEnds _ends;

    /// <summary>Makes the loss.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="sizes">Width: of the fused vector; ContextWidths: the query's.</param>
    /// <exception cref="ArgumentException">The form is <c>cosine</c> and the target projector learns, or the projection options contradict each other.</exception>
    public QueryPreserve(QueryPreserveOptions options, PartSizes sizes) : base("query-preserve")
    {
        if (options is { Form: PreserveForm.Cosine, Projector: not Projection.None, TargetProjector: TargetProjection.Learned })
            throw new ArgumentException("Expected targetProjector 'frozen' (or projector 'none') where form is 'cosine'; got 'learned': both projectors would learn to forget.");
        _options = options;
        _ends = new ProjectedEnds(options, sizes);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public bool ComparesRows => _options.Form == PreserveForm.InfoNce;

    /// <summary>Compares the two ends.</summary>
    /// <param name="inputs">Two ends [B, D_i]: fused, query.</param>
    /// <returns>Null value where fewer than 2 rows have both. Diagnostics: <c>top1</c>, <c>cosine</c>, <c>cosine_mismatched</c>.</returns>
    /// <exception cref="ArgumentException">There are more or fewer than two ends.</exception>
    public override LossTerm forward(LossInputs inputs)
    {
        var (first, second) = Rows.Two(inputs, "query-preserve");
        using var scope = NewDisposeScope();
        var rows = Rows.OfAll(first, second);
        if (rows.shape[0] < 2) return Rows.Term(null, rows.shape[0]);

        var ends = _ends.Project(inputs.Ends);
        var (fused, query) = (Rows.Take(ends[0], rows), Rows.Take(ends[1], rows));
        var logits = fused.mm(query.t()) / _options.Temperature;
        var table = PairTable.Of(rows, rows, StimulusOverlap.Of(inputs, _options.SharedStimulus, first, second), _options.SharedStimulus);
        var figures = Rows.Cosines(fused, query);
        figures["top1"] = Rows.Top1(logits, table.Positive);
        return Rows.Term(_options.Form == PreserveForm.Cosine ? 1 - (fused * query).sum(1).mean() : Contrast.Symmetric(logits, table), rows.shape[0], figures);
    }

    /// <inheritdoc/>
    public IReadOnlyList<LossVector> Compared(LossInputs inputs) => _ends.Compared(inputs.Ends);
}
