namespace Microsoft.ML.Trainers.Solvers;

/// <summary>A smooth convex function of x; fills its gradient.</summary>
internal delegate double Objective(ReadOnlySpan<double> x, Span<double> gradient);

/// <summary>What bounds and penalises the search.</summary>
internal sealed record LbfgsSettings
{
    /// <summary>How many steps' curvature to remember.</summary>
    public int History { get; init; } = 20;
    /// <summary>Weight of the sum of absolute values.</summary>
    public double L1 { get; init; }
    /// <summary>How many leading coordinates neither <see cref="L1"/> nor <see cref="NonNegative"/> touches.</summary>
    public int Free { get; init; }
    /// <summary>Keeps coordinates from falling below 0.</summary>
    public bool NonNegative { get; init; }
}

/// <summary>Where a search ended; <paramref name="Note"/> says why it stopped early, or is null.</summary>
internal sealed record LbfgsResult(double[] Point, double Value, int Iterations, string Note);

/// <summary>Minimises a convex function with limited memory of its curvature (L-BFGS; OWL-QN where there is an l1 penalty).</summary>
internal sealed class Lbfgs
{
    private readonly LineSearch _search;
    private readonly CurvatureHistory _history;

    public Lbfgs(Objective objective, LbfgsSettings settings)
    {
        _history = new CurvatureHistory(settings.History);
        _search = settings.L1 > 0 || settings.NonNegative ? new OrthantSearch(objective, settings) : new WolfeSearch(objective);
    }

    /// <summary>Goes downhill from <paramref name="start"/> until <paramref name="stop"/> is met or no step helps.</summary>
    /// <exception cref="InvalidOperationException">The function is not finite at the start.</exception>
    public LbfgsResult Minimize(double[] start, StoppingRule stop)
    {
        var here = _search.Evaluate(start);
        if (!double.IsFinite(here.Value))
            throw new InvalidOperationException($"Optimizer unable to proceed with loss function yielding {here.Value}");
        for (var iteration = 1; ; iteration++)
        {
            var next = Step(here);
            if (next is null)
                return new LbfgsResult(here.Point, here.Value, iteration - 1, "No step improves the loss. You may be sitting on the optimum.");
            _history.Add(Vectors.Difference(next.Point, here.Point), Vectors.Difference(next.Gradient, here.Gradient));
            if (stop.IsMet(here.Value, next.Value, iteration))
                return new LbfgsResult(next.Point, next.Value, iteration, null);
            here = next;
        }
    }

    // A step that fails may be the fault of old curvature: try once more straight downhill.
    private Iterate Step(Iterate here)
    {
        if (_search.Next(here, _history) is { } next)
            return next;
        if (_history.IsEmpty)
            return null;
        _history.Clear();
        return _search.Next(here, _history);
    }
}

/// <summary>A point, the function's value there with its penalty, and the gradient of its smooth part.</summary>
internal sealed record Iterate(double[] Point, double Value, double[] Gradient);

/// <summary>Finds the next point of a search.</summary>
internal abstract class LineSearch(Objective objective)
{
    /// <summary>The function at <paramref name="point"/>.</summary>
    public Iterate Evaluate(double[] point)
    {
        var gradient = new double[point.Length];
        return new Iterate(point, objective(point, gradient) + Penalty(point), gradient);
    }

    /// <summary>A better point than <paramref name="here"/>, or null where none was found.</summary>
    public abstract Iterate Next(Iterate here, CurvatureHistory history);

    protected abstract double Penalty(ReadOnlySpan<double> point);

    /// <summary>The first step along <paramref name="direction"/>: of length 1 while no curvature is known.</summary>
    protected static double FirstStep(CurvatureHistory history, ReadOnlySpan<double> direction) =>
        history.IsEmpty ? 1 / Vectors.Norm(direction) : 1;
}
