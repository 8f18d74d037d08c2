using System.ComponentModel.DataAnnotations;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>How much a class counts.</summary>
public enum ClassWeighting
{
    /// <summary>Every row counts the same.</summary>
    None,

    /// <summary>Every class that occurs in the batch counts the same, however many rows it has.</summary>
    Balanced,
}

/// <summary>Options of <see cref="CrossEntropy"/>.</summary>
public sealed record CrossEntropyOptions : PartOptions<ILoss>
{
    /// <summary>Share ε of each target that is spread over all classes. Default 0.</summary>
    [Range(0, 0.99)] public double LabelSmoothing { get; init; }

    /// <summary>How much a class counts. Default <c>none</c>.</summary>
    public ClassWeighting ClassWeights { get; init; } = ClassWeighting.None;
}

/// <summary>Holds a head's logits to class labels.</summary>
/// <remarks>Mean over labelled rows of −Σ_k t_k ln softmax(logits)_k with t = (1 − ε) one-hot + ε/K. Balanced: rows weigh n / (classes that occur × rows of their class).</remarks>
[Part("cross-entropy")]
public sealed class CrossEntropy(CrossEntropyOptions options) : Module<LossInputs, LossTerm>("cross-entropy"), ILoss
{
    /// <summary>Compares predictions with labels.</summary>
    /// <param name="inputs">Predictions [B, K] and a label column of int64 class indices below K.</param>
    /// <returns>Null value where fewer than 2 rows have a label. Diagnostics: <c>accuracy</c> (of these rows, as they are balanced or not).</returns>
    /// <exception cref="ArgumentException">There is no head or label, or the label is not one of classes.</exception>
    public override LossTerm forward(LossInputs inputs)
    {
        if (inputs.Predictions is not { } logits) throw new ArgumentException("Expected predictions and a label for cross-entropy; got none: set 'head', and 'label' where the column has another name.");
        var target = Labels.Classes(inputs, "cross-entropy");
        Axes.Match((logits, "B K"), (target.Values, "B"), (target.Present, "B"));

        using var scope = NewDisposeScope();
        var rows = Rows.Of(target.Present);
        if (rows.shape[0] < 2) return Rows.Term(null, rows.shape[0]);
        var (x, y) = (Rows.Take(logits, rows), Rows.Take(target.Values, rows));
        Labels.Fit(y, x.shape[1]);
        var value = functional.cross_entropy(x, y, Weights(x, y), label_smoothing: options.LabelSmoothing);
        return Rows.Term(value, rows.shape[0], new() { ["accuracy"] = x.detach().argmax(1).eq(y).to_type(x.dtype).mean() });
    }

    // [K]; a class that does not occur gets a finite weight that no row uses.
    private Tensor? Weights(Tensor logits, Tensor labels)
    {
        if (options.ClassWeights == ClassWeighting.None) return null;
        var counts = bincount(labels, minlength: logits.shape[1]).to_type(logits.dtype);
        return labels.shape[0] / (counts.clamp_min(1) * counts.gt(0).sum());
    }
}
