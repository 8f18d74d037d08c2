using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Eegavi.Training;

/// <summary>What the optimiser keeps of one parameter.</summary>
/// <param name="Moment">Moving mean of its gradient.</param>
/// <param name="Variance">Moving mean of the gradient's square.</param>
/// <param name="Block">Where its number of updates is.</param>
/// <param name="Index">Its place there.</param>
internal readonly record struct ParameterState(Tensor Moment, Tensor Variance, ParameterBlock Block, int Index)
{
    /// <summary>How often it was changed.</summary>
    public long Updates
    {
        get => Block.Updates[Index];
        set => Block.SetUpdates(Index, value);
    }
}

/// <summary>Parameters that the optimiser changes together.</summary>
internal abstract class ParameterBlock(double rate, double decay) : IDisposable
{
    private const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;

    /// <summary>Numbers from which a parameter is changed by itself. A piece with its moments and temporaries (6 x 256 KiB) stays in the second-level cache.</summary>
    protected const int Piece = 1 << 16;

    /// <summary>How often each parameter was changed.</summary>
    public abstract IReadOnlyList<long> Updates { get; }

    public abstract IEnumerable<ParameterState> States { get; }

    public static bool IsLarge(Parameter parameter) => parameter.numel() >= Piece;

    public abstract void SetUpdates(int index, long value);

    public abstract IEnumerable<Tensor> Gradients();

    public abstract void Step(double learningRate, double scale);

    public abstract void ClearGradients();

    public abstract void Dispose();

    /// <summary>One update of flat tensors of one length, in place.</summary>
    /// <param name="values">The parameter.</param>
    /// <param name="gradient">Its gradient; it is scaled in place.</param>
    /// <param name="moment">Its first moment.</param>
    /// <param name="variance">Its second.</param>
    /// <param name="update">From 1.</param>
    /// <param name="learningRate">Before the group's factor.</param>
    /// <param name="scale">Factor on the gradient.</param>
    protected void Update(Tensor values, Tensor gradient, Tensor moment, Tensor variance, long update, double learningRate, double scale)
    {
        using var scope = NewDisposeScope();
        var size = learningRate * rate;
        if (scale != 1) gradient.mul_(scale);
        moment.mul_(Beta1).add_(gradient, 1 - Beta1);
        variance.mul_(Beta2).addcmul_(gradient, gradient, 1 - Beta2);
        var divisor = variance.sqrt().div_(Math.Sqrt(1 - Math.Pow(Beta2, update))).add_(Epsilon);
        if (decay != 0) values.mul_(1 - size * decay);
        values.addcdiv_(moment, divisor, -size / (1 - Math.Pow(Beta1, update)));
    }
}
