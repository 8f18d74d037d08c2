using System.Globalization;
using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class MulticlassClassificationCatalog
{
    /// <summary>How well the scores of a table agree with its labels.</summary>
    /// <param name="data">A scored table.</param>
    /// <param name="labelColumnName">The true classes.</param>
    /// <param name="scoreColumnName">Probabilities of all classes.</param>
    /// <param name="predictedLabelColumnName">Must be there; the predicted class is the one of the highest score.</param>
    /// <param name="topKPredictionCount">Also counts how often the true class is among this many best ones.</param>
    public MulticlassClassificationMetrics Evaluate(IDataView data, string labelColumnName = DefaultNames.Label, string scoreColumnName = DefaultNames.Score,
        string predictedLabelColumnName = DefaultNames.PredictedLabel, int topKPredictionCount = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(topKPredictionCount);
        var label = ScoredTable.Any(data, labelColumnName, "label");
        var score = ScoredTable.Column(data, scoreColumnName, "score",
            type => type is VectorDataViewType { IsKnownSize: true } vector && vector.ItemType == NumberDataViewType.Single, "Vector<Single>");
        ScoredTable.Any(data, predictedLabelColumnName, "predictedLabel");

        var tally = new MulticlassTally(ClassNames(score), topKPredictionCount);
        ScoredTable.ForEach(data, label, [score], cursor =>
        {
            var getter = cursor.GetGetter<VBuffer<float>>(score);
            VBuffer<float> scores = default, dense = default;
            return value =>
            {
                getter(ref scores);
                scores.CopyToDense(ref dense);
                tally.Add(value, dense.GetValues());
            };
        });
        return tally.ToMetrics();
    }

    private static string[] ClassNames(DataViewSchema.Column score)
    {
        var classes = ((VectorDataViewType)score.Type).Size;
        if (!score.HasSlotNames())
            return [.. Enumerable.Range(0, classes).Select(k => k.ToString(CultureInfo.InvariantCulture))];
        VBuffer<ReadOnlyMemory<char>> names = default;
        score.GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }
}
