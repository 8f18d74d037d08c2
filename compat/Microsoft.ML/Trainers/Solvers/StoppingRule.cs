namespace Microsoft.ML.Trainers.Solvers;

/// <summary>Says when a search has come near enough to the optimum.</summary>
internal abstract class StoppingRule
{
    /// <summary>How the rule is called in the trainer's log.</summary>
    public abstract string Name { get; }

    /// <summary>Whether to stop after step <paramref name="iteration"/> (from 1), which took the value from <paramref name="before"/> to <paramref name="after"/>.</summary>
    public abstract bool IsMet(double before, double after, int iteration);
}

/// <summary>Stops when the mean improvement, older steps weighing <paramref name="decay"/> less each, falls below the tolerance.</summary>
internal sealed class MeanImprovement(double tolerance, double decay, int maxIterations) : StoppingRule
{
    private double _improvement;

    public override string Name => "Mean Improvement";

    public override bool IsMet(double before, double after, int iteration)
    {
        _improvement = before - after + decay * _improvement;
        return _improvement * (1 - decay) / (1 - Math.Pow(decay, iteration)) < tolerance || iteration >= maxIterations;
    }
}

/// <summary>Stops when the mean improvement over the last steps, relative to the value, falls below the tolerance.</summary>
internal sealed class MeanRelativeImprovement(double tolerance, int steps, int maxIterations) : StoppingRule
{
    private readonly Queue<double> _values = new();

    public override string Name => FormattableString.Invariant($"Mean rel impr over {steps} iter'ns < tol: {tolerance:0.000e0}");

    public override bool IsMet(double before, double after, int iteration)
    {
        _values.Enqueue(after);
        if (_values.Count <= steps)
            return iteration >= maxIterations;
        return (_values.Dequeue() - after) / steps / Math.Abs(after) < tolerance || iteration >= maxIterations;
    }
}
