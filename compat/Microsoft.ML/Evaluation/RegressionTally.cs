namespace Microsoft.ML.Data;

/// <summary>Sums, row by row, what the regression metrics need.</summary>
internal sealed class RegressionTally
{
    private double _count, _absolute, _squares, _labelMean, _labelSquares;

    /// <summary>Adds a row; one whose label or score is not a number is left out.</summary>
    public void Add(float label, float score)
    {
        if (!float.IsFinite(label) || !float.IsFinite(score))
            return;
        _count++;
        double error = (double)score - label;
        _absolute += Math.Abs(error);
        _squares += error * error;
        // Welford: the squares of labels far from 0 would cancel.
        var off = label - _labelMean;
        _labelMean += off / _count;
        _labelSquares += off * (label - _labelMean);
    }

    public RegressionMetrics ToMetrics() => new(_absolute / _count, _squares / _count, _labelSquares / _count);
}
