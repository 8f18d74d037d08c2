namespace Microsoft.ML.Data;

/// <summary>How well a model predicts a value.</summary>
public sealed class RegressionMetrics
{
    internal RegressionMetrics(double meanAbsoluteError, double meanSquaredError, double labelVariance)
    {
        (MeanAbsoluteError, MeanSquaredError) = (meanAbsoluteError, meanSquaredError);
        RSquared = 1 - meanSquaredError / labelVariance;
    }

    public double MeanAbsoluteError { get; }

    public double MeanSquaredError { get; }

    public double RootMeanSquaredError => Math.Sqrt(MeanSquaredError);

    /// <summary>The mean of the evaluator's loss: the squared error.</summary>
    public double LossFunction => MeanSquaredError;

    /// <summary>The part of the labels' variance that the model explains: 1 is perfect, 0 is predicting their mean.</summary>
    public double RSquared { get; }
}
