namespace Microsoft.ML.Data;

/// <summary>Counts, row by row, what the multiclass metrics need.</summary>
internal sealed class MulticlassTally(string[] names, int topK)
{
    private const double SmallestProbability = 1e-15f;

    private readonly double[][] _confusion = [.. names.Select(_ => new double[names.Length])];
    private readonly double[] _rows = new double[names.Length];
    private readonly double[] _losses = new double[names.Length];
    // How often the true class came 1st, 2nd, ...
    private readonly double[] _places = new double[names.Length];
    private double _count, _loss;

    /// <summary>Adds a row: its class from 0, and all classes' probabilities. A row is left out whose label is no whole number from 0, or whose scores are not finite.</summary>
    public void Add(float value, ReadOnlySpan<float> scores)
    {
        var label = (int)value;
        if (label < 0 || label != value)
            return;
        foreach (var score in scores)
        {
            if (!float.IsFinite(score))
                return;
        }

        _count++;
        var probability = label < scores.Length ? scores[label] : 0;
        var loss = -Math.Log(Math.Clamp(probability, SmallestProbability, 1));
        _loss += loss;
        // A class that the model does not know counts as wrong.
        if (label >= scores.Length)
            return;
        _rows[label]++;
        _losses[label] += loss;
        _confusion[label][MulticlassDecision.BestOf(scores)]++;
        _places[PlaceOf(label, scores)]++;
    }

    public MulticlassClassificationMetrics ToMetrics()
    {
        var entropy = -_rows.Where(rows => rows > 0).Sum(rows => rows / _count * Math.Log(rows / _count));
        var logLoss = Share(_loss, _count);
        var present = Enumerable.Range(0, names.Length).Where(k => _rows[k] > 0).ToArray();
        double[] top = [.. Enumerable.Range(1, topK).Select(k => Share(_places.Take(k).Sum(), _count))];
        return new MulticlassClassificationMetrics
        {
            LogLoss = logLoss,
            LogLossReduction = (entropy - logLoss) / entropy,
            MicroAccuracy = Share(present.Sum(k => _confusion[k][k]), _count),
            MacroAccuracy = Share(present.Sum(k => _confusion[k][k] / _rows[k]), present.Length),
            TopKPredictionCount = topK,
            TopKAccuracy = top.LastOrDefault(),
            TopKAccuracyForAllK = top,
            PerClassLogLoss = [.. _losses.Zip(_rows, Share)],
            ConfusionMatrix = new ConfusionMatrix(_confusion, names, binary: false),
        };
    }

    // How many classes come before the true one, equal ones in their order.
    private static int PlaceOf(int label, ReadOnlySpan<float> scores)
    {
        var place = 0;
        for (var k = 0; k < scores.Length; k++)
            place += scores[k] > scores[label] || (scores[k] == scores[label] && k < label) ? 1 : 0;
        return place;
    }

    private static double Share(double part, double whole) => whole > 0 ? part / whole : 0;
}
