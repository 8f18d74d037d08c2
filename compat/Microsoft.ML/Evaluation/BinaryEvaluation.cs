using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class BinaryClassificationCatalog
{
    /// <summary>How well the scores and probabilities of a table agree with its labels.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type, or all labels are alike.</exception>
    public CalibratedBinaryClassificationMetrics Evaluate(IDataView data, string labelColumnName = DefaultNames.Label, string scoreColumnName = DefaultNames.Score,
        string probabilityColumnName = DefaultNames.Probability, string predictedLabelColumnName = DefaultNames.PredictedLabel) =>
        new(Tally(data, labelColumnName, scoreColumnName, ScoredTable.Number(data, probabilityColumnName, "probability"), predictedLabelColumnName));

    /// <summary>The same without what needs probabilities.</summary>
    public BinaryClassificationMetrics EvaluateNonCalibrated(IDataView data, string labelColumnName = DefaultNames.Label,
        string scoreColumnName = DefaultNames.Score, string predictedLabelColumnName = DefaultNames.PredictedLabel) =>
        new(Tally(data, labelColumnName, scoreColumnName, null, predictedLabelColumnName));

    private static BinaryTally Tally(IDataView data, string labelColumnName, string scoreColumnName, DataViewSchema.Column? probability, string predictedLabelColumnName)
    {
        var label = ScoredTable.Any(data, labelColumnName, "label");
        var score = ScoredTable.Number(data, scoreColumnName, "score");
        ScoredTable.Any(data, predictedLabelColumnName, "predictedLabel");
        DataViewSchema.Column[] read = probability is { } column ? [score, column] : [score];

        var tally = new BinaryTally();
        ScoredTable.ForEach(data, label, read, cursor =>
        {
            var getScore = cursor.GetGetter<float>(score);
            var getProbability = read.Length > 1 ? cursor.GetGetter<float>(read[1]) : Getters.Constant(float.NaN);
            var (scored, likely) = (0f, 0f);
            return value =>
            {
                getScore(ref scored);
                getProbability(ref likely);
                tally.Add(scored, value > 0, likely);
            };
        });
        return tally;
    }
}
