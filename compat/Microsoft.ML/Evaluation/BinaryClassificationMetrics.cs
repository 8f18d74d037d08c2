namespace Microsoft.ML.Data;

/// <summary>How well a yes-or-no model predicts.</summary>
public class BinaryClassificationMetrics
{
    internal BinaryClassificationMetrics(BinaryTally tally)
    {
        ConfusionMatrix = tally.ToConfusionMatrix();
        (PositivePrecision, NegativePrecision) = (ConfusionMatrix.PerClassPrecision[0], ConfusionMatrix.PerClassPrecision[1]);
        (PositiveRecall, NegativeRecall) = (ConfusionMatrix.PerClassRecall[0], ConfusionMatrix.PerClassRecall[1]);
        F1Score = 2 * PositivePrecision * PositiveRecall / (PositivePrecision + PositiveRecall);
        Accuracy = tally.Accuracy;
        AreaUnderRocCurve = tally.AreaUnderRocCurve();
        AreaUnderPrecisionRecallCurve = tally.AreaUnderPrecisionRecallCurve();
    }

    /// <summary>Probability that a yes scores above a no.</summary>
    public double AreaUnderRocCurve { get; }

    public double Accuracy { get; }

    public double PositivePrecision { get; }

    public double PositiveRecall { get; }

    public double NegativePrecision { get; }

    public double NegativeRecall { get; }

    /// <summary>Harmonic mean of <see cref="PositivePrecision"/> and <see cref="PositiveRecall"/>.</summary>
    public double F1Score { get; }

    public double AreaUnderPrecisionRecallCurve { get; }

    public ConfusionMatrix ConfusionMatrix { get; }
}
