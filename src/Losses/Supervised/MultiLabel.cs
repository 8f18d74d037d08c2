using System.ComponentModel.DataAnnotations;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>Options of <see cref="MultiLabel"/>.</summary>
public sealed record MultiLabelOptions : PartOptions<ILoss>
{
    /// <summary>Share ε by which targets are drawn towards ½: t (1 − ε) + ε/2. Default 0.</summary>
    [Range(0, 0.99)] public double LabelSmoothing { get; init; }

    /// <summary>Whether in each column the rows with and without the label count the same. Default <c>none</c>.</summary>
    public ClassWeighting ClassWeights { get; init; } = ClassWeighting.None;
}

/// <summary>Holds a head's logits to several yes-or-no labels, such as the emotions that were named.</summary>
/// <remarks>Mean over the labels that exist of −t ln σ(x) − (1 − t) ln(1 − σ(x)); a row may lack some labels and keep others.</remarks>
[Part("multi-label")]
public sealed class MultiLabel(MultiLabelOptions options) : Module<LossInputs, LossTerm>("multi-label"), ILoss
{
    /// <summary>Compares predictions with labels.</summary>
    /// <param name="inputs">Predictions [B, K] and K label columns of 0 and 1.</param>
    /// <returns>Null value where fewer than 2 rows have a label. Diagnostics: <c>accuracy</c>.</returns>
    /// <exception cref="ArgumentException">There is no head, or another number of label columns.</exception>
    public override LossTerm forward(LossInputs inputs)
    {
        using var scope = NewDisposeScope();
        var (logits, labels, present) = Labels.Columns(inputs, "multi-label");
        var rows = present.any(1).sum().ToInt64();
        if (rows < 2) return Rows.Term(null, rows);
        var places = Rows.Of(present.flatten());
        var (x, y, weights) = (Rows.Take(logits.flatten(), places), Rows.Take(labels.flatten(), places), Rows.Take(Weights(labels, present).flatten(), places));
        var target = y * (1 - options.LabelSmoothing) + options.LabelSmoothing / 2;
        var loss = functional.binary_cross_entropy_with_logits(x, target, reduction: Reduction.None) * weights;
        return Rows.Term(loss.sum() / weights.sum(), rows, new() { ["accuracy"] = x.detach().gt(0).eq(y.gt(0.5)).to_type(x.dtype).mean() });
    }

    // [B, K]; a column without one kind weighs its other kind as if it had both.
    private Tensor Weights(Tensor labels, Tensor present)
    {
        if (options.ClassWeights == ClassWeighting.None) return ones_like(labels);
        var (yes, count) = (labels.gt(0.5), present.sum(0L, keepdim: true, type: labels.dtype));
        var ofYes = yes.logical_and(present).sum(0L, keepdim: true, type: labels.dtype);
        return count / (2 * where(yes, ofYes, count - ofYes).clamp_min(1));
    }
}
