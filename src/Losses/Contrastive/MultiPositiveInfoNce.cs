using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>What a row's several positives must do together.</summary>
public enum MultiPositiveForm
{
    /// <summary>Every positive competes with all columns, and their losses are averaged: all modalities must be found.</summary>
    Mean,

    /// <summary>The sum of the positives competes with all columns: finding any one modality is enough.</summary>
    LogSum,

    /// <summary>Every positive competes with the columns of its own modality only.</summary>
    PerModality,
}

/// <summary>Options of <see cref="MultiPositiveInfoNce"/>.</summary>
public sealed record MultiPositiveInfoNceOptions : ProjectionOptions
{
    /// <summary>What a row's positives must do together. Default <c>mean</c>.</summary>
    public MultiPositiveForm Form { get; init; } = MultiPositiveForm.Mean;

    /// <summary>Temperature τ that divides the cosines. Default 0.3.</summary>
    [Range(1e-3, 1e2)] public double Temperature { get; init; } = 0.3;

    /// <summary>Whether τ learns from there. Default false.</summary>
    public bool LearnTemperature { get; init; }
}

/// <summary>Finds a row's own context vectors, of all modalities, among those of the whole batch.</summary>
/// <remarks>
/// V_i = the modalities that row i has; columns = all (modality, row) pairs that exist; s = cosine / τ. Form <c>mean</c>:
/// −1/|V_i| Σ over p in V_i of (s_ip − LSE over all columns); <c>log-sum</c>: LSE over all − LSE over V_i; <c>per-modality</c>: as mean with the LSE over
/// the columns of p's modality. Averaged over rows with a first end and a non-empty V_i. The mean form cannot fall below the mean of ln |V_i|:
/// the diagnostic <c>above_floor</c> is the value minus that. Khosla et al. 2020, Supervised Contrastive Learning, arXiv:2004.11362 (mean: "out", log-sum: "in").
/// </remarks>
[Part("multi-positive-info-nce")]
[LossEnds("fused", "context.*")]
public sealed class MultiPositiveInfoNce : Module<LossInputs, LossTerm>, ILoss
{
    private readonly MultiPositiveForm _form;
    [ComponentName(Name = "log_temperature")] private readonly Parameter _logTemperature;
    [ComponentName(Name = "ends")] private readonly ProjectedEnds _ends;

    /// <summary>Makes the loss.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="sizes">Width: of the first end; ContextWidths: of the others.</param>
    /// <exception cref="ArgumentException">The projection options contradict each other or the widths.</exception>
    public MultiPositiveInfoNce(MultiPositiveInfoNceOptions options, PartSizes sizes) : base("multi-positive-info-nce")
    {
        _form = options.Form;
        _logTemperature = Parameter(tensor((float)Math.Log(options.Temperature)), options.LearnTemperature);
        _ends = new ProjectedEnds(options, sizes);
        RegisterComponents();
    }

    /// <summary>Compares the first end with all others at once.</summary>
    /// <param name="inputs">At least two ends [B, D_i].</param>
    /// <returns>Null value where fewer than 2 rows have both a first end and another. Diagnostics: <c>above_floor</c>, <c>temperature</c>, <c>top1</c>.</returns>
    public override LossTerm forward(LossInputs inputs)
    {
        using var scope = NewDisposeScope();
        var vectors = _ends.Project(inputs.Ends);
        var others = stack(inputs.Ends.Skip(1).Select(e => e.Present), 1);                 // [B, M]
        var rows = Rows.Of(inputs.Ends[0].Present.logical_and(others.any(1)));
        if (rows.shape[0] < 2) return Rows.Term(null, rows.shape[0]);

        var columns = inputs.Ends.Skip(1).Select(e => Rows.Of(e.Present)).ToArray();        // M lists of rows
        var temperature = _logTemperature.exp();
        var anchor = Rows.Take(vectors[0], rows) / temperature;                             // [R, P]
        var positives = stack(vectors.Skip(1).Select(v => (anchor * Rows.Take(v, rows)).sum(1)), 1);
        var logits = vectors.Skip(1).Zip(columns, (v, c) => anchor.mm(Rows.Take(v, c).t())).ToArray();
        var valid = Rows.Take(others, rows);                                                // [R, M]
        var count = valid.sum(1).to_type(anchor.dtype);

        var value = Value(positives, logits, valid, count).mean();
        var floor = _form == MultiPositiveForm.Mean ? count.log().mean() : zeros_like(value);
        return Rows.Term(value, rows.shape[0], new()
        {
            ["above_floor"] = value.detach() - floor,
            ["temperature"] = temperature.detach().clone(),
            ["top1"] = cat(columns).index_select(0, cat(logits, 1).argmax(1)).eq(rows).to_type(anchor.dtype).mean(),
        });
    }

    // [R]. positives [R, M]; logits: M of [R, columns of that modality].
    private Tensor Value(Tensor positives, Tensor[] logits, Tensor valid, Tensor count) => _form switch
    {
        MultiPositiveForm.LogSum => cat(logits, 1).logsumexp(1) - positives.masked_fill(valid.logical_not(), double.NegativeInfinity).logsumexp(1),
        MultiPositiveForm.Mean => cat(logits, 1).logsumexp(1) - OfValid(positives, valid, count),
        _ => OfValid(stack(logits.Select(PerModality), 1) - positives, valid, count),
    };

    // A modality that no row has gives 0 here; the mask leaves it out.
    private static Tensor PerModality(Tensor logits) => logits.shape[1] == 0 ? logits.sum(1) : logits.logsumexp(1);

    private static Tensor OfValid(Tensor values, Tensor valid, Tensor count) => where(valid, values, zeros_like(values)).sum(1) / count;
}
