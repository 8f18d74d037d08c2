namespace Microsoft.ML.Data;

/// <summary>Collects, row by row, what the metrics of a yes-or-no model need.</summary>
internal sealed class BinaryTally
{
    private readonly List<(float Score, bool Label)> _rows = [];
    // True label (yes first) by predicted one.
    private readonly double[][] _confusion = [[0, 0], [0, 0]];
    private double _loss;

    public double Accuracy => (_confusion[0][0] + _confusion[1][1]) / _rows.Count;

    /// <summary>In bits.</summary>
    public double LogLoss => _loss / _rows.Count;

    /// <summary>Of the labels, in bits.</summary>
    public double Entropy
    {
        get
        {
            var yes = _confusion[0].Sum() / _rows.Count;
            return yes is 0 or 1 ? 0 : -(yes * Math.Log2(yes) + (1 - yes) * Math.Log2(1 - yes));
        }
    }

    /// <summary>Adds a row; one whose score is not finite is left out.</summary>
    /// <param name="score">Above 0 predicts yes.</param>
    /// <param name="label">What is true.</param>
    /// <param name="probability">Of yes; NaN where the model gives none.</param>
    public void Add(float score, bool label, float probability)
    {
        if (!float.IsFinite(score))
            return;
        _rows.Add((score, label));
        _confusion[label ? 0 : 1][score > 0 ? 0 : 1]++;
        _loss -= Math.Log2(label ? probability : 1.0 - probability);
    }

    public ConfusionMatrix ToConfusionMatrix() => new(_confusion, ["positive", "negative"], binary: true);

    /// <summary>The probability that a yes scores above a no, equal scores counting half.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Either label is missing.</exception>
    public double AreaUnderRocCurve()
    {
        var (positives, negatives) = (_confusion[0].Sum(), _confusion[1].Sum());
        if (positives == 0)
            throw new ArgumentOutOfRangeException("PosSample", "AUC is not defined when there is no positive class in the data");
        if (negatives == 0)
            throw new ArgumentOutOfRangeException("NegSample", "AUC is not defined when there is no negative class in the data");

        var (below, sum) = (0.0, 0.0);
        foreach (var tied in _rows.GroupBy(row => row.Score).OrderBy(group => group.Key))
        {
            var no = tied.Count(row => !row.Label);
            sum += tied.Count(row => row.Label) * (below + no / 2.0);
            below += no;
        }

        return sum / (positives * negatives);
    }

    /// <summary>The area under precision over recall, by the lower trapezoids.</summary>
    /// <remarks>Boyd, Eng and Page 2013, Area under the precision-recall curve, ECML PKDD.</remarks>
    public double AreaUnderPrecisionRecallCurve()
    {
        var positives = _confusion[0].Sum();
        var (yes, seen, area, precision) = (0.0, 0.0, 0.0, 1.0);
        foreach (var (_, label) in _rows.OrderByDescending(row => row.Score))
        {
            seen++;
            yes += label ? 1 : 0;
            if (label)
                area += (precision + yes / seen) / 2 / positives;
            precision = yes / seen;
        }

        return area;
    }
}
