namespace Microsoft.ML.Trainers.Solvers;

/// <summary>The mean loss of a linear model over its examples, with half the squared weights times l2 (no bias) in the sum.</summary>
/// <param name="examples">The rows.</param>
/// <param name="outputs">K: the parameters are K biases, then K times D weights.</param>
/// <param name="l2">Weight of the penalty, next to the summed loss.</param>
internal abstract class LinearObjective(Examples examples, int outputs, double l2)
{
    private readonly double _total = examples.TotalWeight;
    private readonly double[] _scores = new double[outputs];

    /// <summary>K, the number of scores.</summary>
    public int Outputs => outputs;

    /// <summary>How many parameters the model has.</summary>
    public int Size => outputs * (1 + examples.Width);

    /// <summary>The objective, for <see cref="Lbfgs"/>.</summary>
    public double Evaluate(ReadOnlySpan<double> x, Span<double> gradient)
    {
        gradient.Clear();
        var loss = 0.0;
        for (var row = 0; row < examples.Count; row++)
            loss += examples.Weights[row] * AddRow(row, x, gradient);

        var weights = x[outputs..];
        Vectors.AddScaled(weights, l2, gradient[outputs..]);
        Vectors.Scale(gradient, 1 / _total);
        return (loss + 0.5 * l2 * Vectors.Dot(weights, weights)) / _total;
    }

    /// <summary>The loss of one row; turns its scores into the loss's slopes over them.</summary>
    protected abstract double Slopes(Span<double> scores, float label);

    private double AddRow(int row, ReadOnlySpan<double> x, Span<double> gradient)
    {
        var features = examples.Row(row);
        for (var k = 0; k < outputs; k++)
            _scores[k] = x[k] + Vectors.Dot(features, x.Slice(WeightsOf(k), features.Length));

        var loss = Slopes(_scores, examples.Labels[row]);
        for (var k = 0; k < outputs; k++)
        {
            var slope = _scores[k] * examples.Weights[row];
            gradient[k] += slope;
            Vectors.AddScaled(features, slope, gradient.Slice(WeightsOf(k), features.Length));
        }

        return loss;
    }

    private int WeightsOf(int output) => outputs + output * examples.Width;
}

/// <summary>Minus the log likelihood of the class under a softmax over K scores.</summary>
internal sealed class SoftmaxObjective(Examples examples, int classes, double l2) : LinearObjective(examples, classes, l2)
{
    protected override double Slopes(Span<double> scores, float label)
    {
        var own = (int)label;
        var ownScore = scores[own];
        var logSum = Softmax.InPlace(scores);
        scores[own] -= 1;
        return logSum - ownScore;
    }
}

/// <summary>Minus the log likelihood of a yes (label above 0) or no under a sigmoid of one score.</summary>
internal sealed class LogisticObjective(Examples examples, double l2) : LinearObjective(examples, 1, l2)
{
    protected override double Slopes(Span<double> scores, float label)
    {
        var margin = label > 0 ? scores[0] : -scores[0];
        var wrong = 1 / (1 + Math.Exp(margin));
        scores[0] = label > 0 ? -wrong : wrong;
        return Math.Max(0, -margin) + Math.Log(1 + Math.Exp(-Math.Abs(margin)));
    }
}
