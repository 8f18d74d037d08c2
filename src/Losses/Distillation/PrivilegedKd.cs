using System.ComponentModel.DataAnnotations;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>Options of <see cref="PrivilegedKd"/>.</summary>
public sealed record PrivilegedKdOptions : PartOptions<ILoss>
{
    /// <summary>Temperature T that divides both logits. Default 2.</summary>
    [Range(0.1, 100)] public double Temperature { get; init; } = 2;

    /// <summary>Share λ of imitation; the labels have 1 − λ. Default 0.5.</summary>
    [Range(0, 1)] public double Imitation { get; init; } = 0.5;
}

/// <summary>Lets a student learn from labels and from a teacher that saw more than it will: ratings, which the student never gets.</summary>
/// <remarks>
/// (1 − λ) cross-entropy over labelled rows + λ T² KL(softmax(teacher/T) ‖ softmax(student/T)) over rows with a teacher; a side that has fewer than 2 rows is left out.
/// Lopez-Paz et al. 2015, Unifying Distillation and Privileged Information, arXiv:1511.03643. Ends: the student's head and the teacher's; the label by <c>label</c>.
/// </remarks>
[Part("privileged-kd")]
[LossEnds("head.*", "teacher.logits")]
public sealed class PrivilegedKd(PrivilegedKdOptions options) : Module<LossInputs, LossTerm>("privileged-kd"), ILoss
{
    /// <summary>Compares the student with labels and teacher.</summary>
    /// <param name="inputs">Two ends [B, K] of logits: student (<c>head.mood</c>), teacher; a label column of int64 class indices.</param>
    /// <returns>Null value where neither side has 2 rows; rows = those that either side used. Diagnostics: <c>hard</c>, <c>soft</c>, <c>agreement</c>.</returns>
    /// <exception cref="ArgumentException">There are more or fewer than two ends, or no label of classes.</exception>
    public override LossTerm forward(LossInputs inputs)
    {
        var (student, teacher) = Rows.Two(inputs, "privileged-kd");
        var label = Labels.Classes(inputs, "privileged-kd");
        Axes.Match((student.Values, "B K"), (teacher.Values, "B K"), (label.Values, "B"));
        using var scope = NewDisposeScope();
        var (labelled, taught) = (Rows.Of(student.Present.logical_and(label.Present)), Rows.OfAll(student, teacher));
        var figures = new Dictionary<string, Tensor>();
        var (hard, soft) = (Hard(student, label, labelled, figures), Soft(student, teacher, taught, figures));
        var value = hard is null ? soft : soft is null ? hard : hard + soft;
        return Rows.Term(value, Math.Max(labelled.shape[0], taught.shape[0]), figures);
    }

    private Tensor? Hard(LossVector student, LabelColumn label, Tensor rows, Dictionary<string, Tensor> figures)
    {
        if (rows.shape[0] < 2) return null;
        var loss = functional.cross_entropy(Rows.Take(student.Values, rows), Rows.Take(label.Values, rows));
        figures["hard"] = loss.detach();
        return loss * (1 - options.Imitation);
    }

    private Tensor? Soft(LossVector student, LossVector teacher, Tensor rows, Dictionary<string, Tensor> figures)
    {
        if (rows.shape[0] < 2) return null;
        var (x, t) = (Rows.Take(student.Values, rows), Rows.Take(teacher.Values, rows));
        var loss = SoftLabels.Divergence(x, t, options.Temperature);
        (figures["soft"], figures["agreement"]) = (loss.detach(), SoftLabels.Agreement(x, t));
        return loss * options.Imitation;
    }
}
