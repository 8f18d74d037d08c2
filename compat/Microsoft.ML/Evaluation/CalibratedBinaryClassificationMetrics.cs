namespace Microsoft.ML.Data;

/// <summary>How well a yes-or-no model that gives probabilities predicts.</summary>
public sealed class CalibratedBinaryClassificationMetrics : BinaryClassificationMetrics
{
    internal CalibratedBinaryClassificationMetrics(BinaryTally tally) : base(tally) =>
        (LogLoss, Entropy) = (tally.LogLoss, tally.Entropy);

    /// <summary>Mean over rows of minus the logarithm, to base 2, of the true label's probability.</summary>
    public double LogLoss { get; }

    /// <summary>The part of <see cref="Entropy"/> that the model explains: 1 is perfect, 0 is guessing by the labels' shares.</summary>
    public double LogLossReduction => (Entropy - LogLoss) / Entropy;

    /// <summary>Entropy of the labels, in bits.</summary>
    public double Entropy { get; }
}
