namespace Microsoft.ML.Data;

/// <summary>How well a multiclass model predicts.</summary>
public sealed class MulticlassClassificationMetrics
{
    internal MulticlassClassificationMetrics()
    {
    }

    /// <summary>Mean over rows of minus the natural logarithm of the true class's probability.</summary>
    public double LogLoss { get; internal init; }

    /// <summary>The part of the classes' entropy that the model explains: 1 is perfect, 0 is guessing by their shares.</summary>
    public double LogLossReduction { get; internal init; }

    /// <summary>Mean over classes that occur of the share of their rows predicted right.</summary>
    public double MacroAccuracy { get; internal init; }

    /// <summary>Share of rows predicted right.</summary>
    public double MicroAccuracy { get; internal init; }

    /// <summary>Share of rows whose class is among the <see cref="TopKPredictionCount"/> most likely ones; 0 where that is 0.</summary>
    public double TopKAccuracy { get; internal init; }

    /// <summary><see cref="TopKAccuracy"/> for 1, 2, ... up to <see cref="TopKPredictionCount"/> classes.</summary>
    public IReadOnlyList<double> TopKAccuracyForAllK { get; internal init; }

    public int TopKPredictionCount { get; internal init; }

    /// <summary><see cref="LogLoss"/> of each class's rows; 0 for a class without rows.</summary>
    public IReadOnlyList<double> PerClassLogLoss { get; internal init; }

    public ConfusionMatrix ConfusionMatrix { get; internal init; }
}
