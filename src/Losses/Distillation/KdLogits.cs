using System.ComponentModel.DataAnnotations;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>Options of <see cref="KdLogits"/>.</summary>
public sealed record KdLogitsOptions : PartOptions<ILoss>
{
    /// <summary>Temperature T that divides both logits. Default 4.</summary>
    [Range(0.1, 100)] public double Temperature { get; init; } = 4;
}

/// <summary>Gives a head the class probabilities of a teacher.</summary>
/// <remarks>T² KL(softmax(teacher/T) ‖ softmax(student/T)), mean over rows that have both; no gradient to the teacher. Hinton et al. 2015, arXiv:1503.02531.</remarks>
[Part("kd-logits")]
[LossEnds("head.*", "teacher.logits")]
public sealed class KdLogits(KdLogitsOptions options) : Module<LossInputs, LossTerm>("kd-logits"), ILoss
{
    /// <summary>Compares two heads.</summary>
    /// <param name="inputs">Two ends [B, K] of logits: student (<c>head.mood</c>), teacher.</param>
    /// <returns>Null value where fewer than 2 rows have both. Diagnostics: <c>agreement</c>.</returns>
    /// <exception cref="ArgumentException">There are more or fewer than two ends, or they have two numbers of classes.</exception>
    public override LossTerm forward(LossInputs inputs)
    {
        var (student, teacher) = Rows.Two(inputs, "kd-logits");
        Axes.Match((student.Values, "B K"), (teacher.Values, "B K"));
        using var scope = NewDisposeScope();
        var rows = Rows.OfAll(student, teacher);
        if (rows.shape[0] < 2) return Rows.Term(null, rows.shape[0]);
        var (x, t) = (Rows.Take(student.Values, rows), Rows.Take(teacher.Values, rows));
        return Rows.Term(SoftLabels.Divergence(x, t, options.Temperature), rows.shape[0], new() { ["agreement"] = SoftLabels.Agreement(x, t) });
    }
}
