namespace Microsoft.ML.Trainers.Solvers;

/// <summary>Steps under an l1 penalty or a lower bound of 0: no coordinate changes its sign within a step.</summary>
/// <remarks>Andrew and Gao 2007, Scalable training of l1-regularized log-linear models, ICML (OWL-QN).</remarks>
internal sealed class OrthantSearch(Objective objective, LbfgsSettings settings) : LineSearch(objective)
{
    private const double SufficientDecrease = 1e-4;
    private const int MaxTrials = 40;

    public override Iterate Next(Iterate here, CurvatureHistory history)
    {
        var steepest = SteepestDescent(here);
        var direction = (double[])steepest.Clone();
        history.Apply(direction);
        for (var i = settings.Free; i < direction.Length; i++)
        {
            if (direction[i] * steepest[i] <= 0)
                direction[i] = 0;
        }

        return Vectors.Dot(direction, steepest) > 0 ? Search(here, steepest, direction, FirstStep(history, direction)) : null;
    }

    protected override double Penalty(ReadOnlySpan<double> point)
    {
        var sum = 0.0;
        foreach (var value in point[settings.Free..])
            sum += Math.Abs(value);
        return settings.L1 * sum;
    }

    private Iterate Search(Iterate here, double[] steepest, double[] direction, double step)
    {
        for (var trial = 0; trial < MaxTrials; trial++, step *= 0.5)
        {
            var next = Evaluate(Project(here.Point, steepest, direction, step));
            var expected = Vectors.Dot(steepest, Vectors.Difference(next.Point, here.Point));
            if (expected > 0 && next.Value <= here.Value - SufficientDecrease * expected)
                return next;
        }

        return null;
    }

    // Minus the subgradient of least norm: at 0 the penalty holds a coordinate unless the slope outweighs it.
    private double[] SteepestDescent(Iterate here)
    {
        var result = new double[here.Point.Length];
        for (var i = 0; i < result.Length; i++)
            result[i] = i < settings.Free ? -here.Gradient[i] : Descent(here.Point[i], -here.Gradient[i]);
        return result;
    }

    private double Descent(double value, double downhill)
    {
        if (value != 0)
            return downhill - Math.Sign(value) * settings.L1;
        if (downhill > settings.L1)
            return downhill - settings.L1;
        return downhill < -settings.L1 && !settings.NonNegative ? downhill + settings.L1 : 0;
    }

    private double[] Project(double[] point, double[] steepest, double[] direction, double step)
    {
        var result = (double[])point.Clone();
        Vectors.AddScaled(direction, step, result);
        for (var i = settings.Free; i < result.Length; i++)
        {
            var side = point[i] != 0 ? point[i] : steepest[i];
            if (result[i] * side <= 0)
                result[i] = 0;
        }

        return result;
    }
}
