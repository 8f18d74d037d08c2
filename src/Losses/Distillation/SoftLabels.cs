using static TorchSharp.torch;

namespace Eegavi.Losses;

/// <summary>Distillation of class probabilities.</summary>
internal static class SoftLabels
{
    /// <summary>T² · mean over rows of KL(softmax(teacher/T) ‖ softmax(student/T)), a scalar. T² keeps gradients of one size as T changes.</summary>
    /// <param name="student">[n, K] logits.</param>
    /// <param name="teacher">[n, K] logits; without gradient.</param>
    /// <param name="temperature">T.</param>
    public static Tensor Divergence(Tensor student, Tensor teacher, double temperature)
    {
        var (log, target) = ((student / temperature).log_softmax(1), (teacher.detach() / temperature).log_softmax(1));
        return (target.exp() * (target - log)).sum(1).mean() * (temperature * temperature);
    }

    /// <summary>How often student and teacher choose the same class, 0…1.</summary>
    public static Tensor Agreement(Tensor student, Tensor teacher) => student.detach().argmax(1).eq(teacher.argmax(1)).to_type(student.dtype).mean();
}
