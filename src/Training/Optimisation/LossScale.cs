using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Eegavi.Training;

/// <summary>Scales a loss up before its backward pass in half precision, and the gradients down after it (Micikevicius et al. 2018, arXiv:1710.03740).</summary>
/// <param name="isOn">Whether it scales at all.</param>
internal sealed class LossScale(bool isOn)
{
    private const double Start = 65536;
    private const int StepsToGrow = 2000;

    /// <summary>The factor; 1 where it does not scale.</summary>
    public double Factor { get; private set; } = isOn ? Start : 1;

    /// <summary>Steps since the factor changed.</summary>
    public int GoodSteps { get; private set; }

    /// <summary>Scales gradients down. False = some overflowed: this step is to be left out, and the factor is halved.</summary>
    public bool Unscale(IReadOnlyList<Parameter> parameters)
    {
        if (!isOn) return true;
        using var scope = NewDisposeScope();
        var gradients = parameters.Select(p => p.grad).OfType<Tensor>().ToList();
        var isFinite = gradients.TrueForAll(g => g.isfinite().all().ToBoolean());
        if (isFinite) foreach (var gradient in gradients) gradient.mul_(1 / Factor);
        Follow(isFinite);
        return isFinite;
    }

    /// <summary>Takes over from a checkpoint.</summary>
    public void Restore(double factor, int goodSteps) => (Factor, GoodSteps) = (factor, goodSteps);

    private void Follow(bool isFinite)
    {
        (Factor, GoodSteps) = (isFinite, GoodSteps + 1) switch
        {
            (false, _) => (Factor / 2, 0),
            (true, StepsToGrow) => (Factor * 2, 0),
            (true, var good) => (Factor, good),
        };
    }
}
