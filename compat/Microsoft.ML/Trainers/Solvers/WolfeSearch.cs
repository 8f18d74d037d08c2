namespace Microsoft.ML.Trainers.Solvers;

/// <summary>Finds a step after which the value and the slope have fallen enough (strong Wolfe conditions).</summary>
/// <remarks>Nocedal and Wright, Numerical Optimization, 2nd edition 2006, algorithms 3.5 and 3.6, with cubic interpolation.</remarks>
internal sealed class WolfeSearch(Objective objective) : LineSearch(objective)
{
    private const double SufficientDecrease = 1e-4;
    private const double SlopeLeft = 0.9;
    private const int MaxTrials = 40;

    private Iterate _here;
    private double[] _direction;
    private double _slope;

    public override Iterate Next(Iterate here, CurvatureHistory history)
    {
        _here = here;
        _direction = new double[here.Point.Length];
        Vectors.AddScaled(here.Gradient, -1, _direction);
        history.Apply(_direction);
        _slope = Vectors.Dot(_direction, here.Gradient);
        return _slope < 0 ? Bracket(FirstStep(history, _direction)) : null;
    }

    protected override double Penalty(ReadOnlySpan<double> point) => 0;

    private Iterate Bracket(double step)
    {
        var before = new Trial(0, _slope, _here);
        for (var trial = 0; trial < MaxTrials; trial++, step *= 2)
        {
            var now = Try(step);
            if (!Falls(now) || (trial > 0 && now.Value >= before.Value))
                return Zoom(before, now);
            if (IsFlat(now))
                return now.At;
            if (now.Slope >= 0)
                return Zoom(now, before);
            before = now;
        }

        return null;
    }

    // low: the best step known that falls enough; the interval between low and high holds a good step.
    private Iterate Zoom(Trial low, Trial high)
    {
        for (var trial = 0; trial < MaxTrials; trial++)
        {
            var now = Try(Between(low, high));
            if (!Falls(now) || now.Value >= low.Value)
            {
                high = now;
                continue;
            }

            if (IsFlat(now))
                return now.At;
            if (now.Slope * (high.Step - low.Step) >= 0)
                high = low;
            low = now;
        }

        // Rounding hides the fall in slope near the optimum: a lower value is still progress.
        return low.Value < _here.Value ? low.At : null;
    }

    private Trial Try(double step)
    {
        var point = (double[])_here.Point.Clone();
        Vectors.AddScaled(_direction, step, point);
        var at = Evaluate(point);
        return new Trial(step, Vectors.Dot(_direction, at.Gradient), at);
    }

    // Not written as "greater than", so that NaN counts as no fall.
    private bool Falls(Trial trial) => trial.Value <= _here.Value + SufficientDecrease * trial.Step * _slope;

    private bool IsFlat(Trial trial) => Math.Abs(trial.Slope) <= -SlopeLeft * _slope;

    // Where the cubic through both ends is least, kept off the ends by 1 % of the interval.
    private static double Between(Trial low, Trial high)
    {
        var (left, right) = low.Step < high.Step ? (low.Step, high.Step) : (high.Step, low.Step);
        var d1 = low.Slope + high.Slope - 3 * (low.Value - high.Value) / (low.Step - high.Step);
        var d2 = Math.Sign(high.Step - low.Step) * Math.Sqrt(d1 * d1 - low.Slope * high.Slope);
        var step = high.Step - (high.Step - low.Step) * ((high.Slope + d2 - d1) / (high.Slope - low.Slope + 2 * d2));
        if (!double.IsFinite(step))
            return (left + right) / 2;
        var margin = 0.01 * (right - left);
        return Math.Clamp(step, left + margin, right - margin);
    }

    private readonly record struct Trial(double Step, double Slope, Iterate At)
    {
        public double Value => At.Value;
    }
}
