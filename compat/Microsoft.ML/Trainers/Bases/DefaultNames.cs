namespace Microsoft.ML;

/// <summary>How the columns of a scored table are called.</summary>
internal static class DefaultNames
{
    internal const string Label = nameof(Label);
    internal const string Features = nameof(Features);
    internal const string Score = nameof(Score);
    internal const string Probability = nameof(Probability);
    internal const string PredictedLabel = nameof(PredictedLabel);
}
