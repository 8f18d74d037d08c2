using System.ComponentModel.DataAnnotations;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>Options of <see cref="SelfDistill"/>.</summary>
public sealed record SelfDistillOptions : PartOptions<ILoss>
{
    /// <summary>How far the prediction is from the average model's vector. Default <c>cosine</c>.</summary>
    public FeatureForm Form { get; init; } = FeatureForm.Cosine;

    /// <summary>Width of the predictor's hidden layer; 0 = the vector's own. Default 0.</summary>
    [Range(0, 65536)] public int Hidden { get; init; }
}

/// <summary>Predicts what the model's own moving average makes of the same rows, unaugmented.</summary>
/// <remarks>
/// Only the student has the predictor, and no gradient reaches the average: without both it would collapse. <c>target_spread</c> shows a collapse: 1 where
/// the averaged vectors point anywhere, 0 where all are one. Grill et al. 2020, BYOL, arXiv:2006.07733 (<c>cosine</c>, as 1 − cos); Baevski et al. 2022, data2vec,
/// arXiv:2202.03555 (<c>smooth-l1</c> to the standardised target). The average belongs to the trainer, which puts it into the batch as <c>ema.fused</c>.
/// </remarks>
[Part("self-distill")]
[LossEnds("fused", "teacher.ema.fused")]
public sealed class SelfDistill : Module<LossInputs, LossTerm>, ILoss
{
    private readonly FeatureForm _form;
    private readonly int _targetWidth;
    [ComponentName(Name = "predictor")] private readonly Decoder _predictor;

    /// <summary>Makes the loss.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="sizes">Width: of the student's vector; ContextWidths: the average's.</param>
    public SelfDistill(SelfDistillOptions options, PartSizes sizes) : base("self-distill")
    {
        (_form, _targetWidth) = (options.Form, sizes.ContextWidths[0]);
        _predictor = new Decoder(sizes.Width, options.Hidden == 0 ? sizes.Width : options.Hidden, sizes.ContextWidths[0]);
        RegisterComponents();
    }

    /// <summary>Compares the model with its average.</summary>
    /// <param name="inputs">Two ends: the model's vector [B, D], its average's [B, E].</param>
    /// <returns>Null value where fewer than 2 rows have both. Diagnostics: <c>cosine</c>, <c>cosine_mismatched</c>, <c>target_spread</c>.</returns>
    /// <exception cref="ArgumentException">There are more or fewer than two ends.</exception>
    public override LossTerm forward(LossInputs inputs)
    {
        var (student, average) = Rows.Two(inputs, "self-distill");
        Axes.Match((student.Values, "B D"), (average.Values, $"B {_targetWidth}"));
        using var scope = NewDisposeScope();
        var rows = Rows.OfAll(student, average);
        if (rows.shape[0] < 2) return Rows.Term(null, rows.shape[0]);
        var target = FeatureDistance.Standardised(Rows.Take(average.Values, rows).detach());
        var predicted = _predictor.call(Rows.Take(student.Values, rows));
        var unit = functional.normalize(target, 2, 1);
        var figures = Rows.Cosines(functional.normalize(predicted, 2, 1), unit);
        figures["target_spread"] = (1 - unit.mean([0L]).square().sum()).sqrt();
        return Rows.Term(FeatureDistance.Mean(_form, predicted, target), rows.shape[0], figures);
    }
}
