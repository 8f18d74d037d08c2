using System.ComponentModel.DataAnnotations;
using Eegavi;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace CustomPlugin;

/// <summary>Options of <see cref="FocalLoss"/>.</summary>
public sealed record FocalLossOptions : PartOptions<ILoss>
{
    /// <summary>γ: the larger, the less a row counts that is right already. Default 2, as in the paper.</summary>
    [Range(1.0, 10.0)] public double Gamma { get; init; } = 2;
}

/// <summary>Holds a head's logits to class labels; what the model is sure of counts little.</summary>
/// <remarks>Mean over labelled rows of −(1 − p)^γ ln p, p the probability of the row's class. Lin et al. 2017, Focal loss for dense object detection, arXiv:1708.02002.</remarks>
[Part("focal")]
public sealed class FocalLoss(FocalLossOptions options) : Module<LossInputs, LossTerm>("focal"), ILoss
{
    /// <summary>Compares predictions with labels.</summary>
    /// <param name="inputs">Predictions [B, K] and a label column of int64 class indices below K.</param>
    /// <returns>Null value where fewer than 2 rows have a label.</returns>
    /// <exception cref="ArgumentException">There is no head or label, or the label is not one of classes.</exception>
    public override LossTerm forward(LossInputs inputs)
    {
        if (inputs is not { Predictions: { } logits, Target: { Values.dtype: ScalarType.Int64 } target }) throw new ArgumentException("Expected predictions and a label of classes for focal; set 'head', and 'label' where the column has another name.");
        Axes.Match((logits, "B K"), (target.Values, "B"), (target.Present, "B"));
        using var scope = NewDisposeScope();
        // Rows without a label are taken out, never set to 0: a zeroed logit still adds to the mean.
        var rows = target.Present.nonzero().squeeze(1);
        if (rows.shape[0] < 2) return new(null, rows.shape[0]);
        var classes = target.Values.index_select(0, rows);
        var largest = classes.max().ToInt64();
        if (largest >= logits.shape[1]) throw new ArgumentException($"Expected classes 0 to {logits.shape[1] - 1}; got {largest}: set 'outputs' of the head to the number of classes.");
        var log = functional.log_softmax(logits.index_select(0, rows), 1).gather(1, classes.unsqueeze(1)).squeeze(1);              // ln p, [n]
        var value = -((1 - log.exp()).pow(options.Gamma) * log).mean();
        return new(value.MoveToOuterDisposeScope(), rows.shape[0]);
    }
}
