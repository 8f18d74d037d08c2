using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class RegressionCatalog
{
    /// <summary>How near the scores of a table come to its labels.</summary>
    public RegressionMetrics Evaluate(IDataView data, string labelColumnName = DefaultNames.Label, string scoreColumnName = DefaultNames.Score)
    {
        var label = ScoredTable.Number(data, labelColumnName, "label");
        var score = ScoredTable.Number(data, scoreColumnName, "score");
        var tally = new RegressionTally();
        ScoredTable.ForEach(data, label, [score], cursor =>
        {
            var getter = cursor.GetGetter<float>(score);
            var scored = 0f;
            return value =>
            {
                getter(ref scored);
                tally.Add(value, scored);
            };
        });
        return tally.ToMetrics();
    }
}
