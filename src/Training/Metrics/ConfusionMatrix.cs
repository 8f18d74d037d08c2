namespace Eegavi.Training.Metrics;

/// <summary>Counts of rows by true class (first index) and predicted class.</summary>
public sealed class ConfusionMatrix
{
    private readonly long[][] _counts;

    /// <summary>Counts the rows.</summary>
    /// <param name="targets">True classes.</param>
    /// <param name="predicted">Predicted classes, as many.</param>
    /// <param name="classes">How many classes K there are.</param>
    public ConfusionMatrix(IReadOnlyList<int> targets, IReadOnlyList<int> predicted, int classes)
    {
        _counts = [.. Enumerable.Range(0, classes).Select(_ => new long[classes])];
        for (var i = 0; i < targets.Count; i++) _counts[targets[i]][predicted[i]]++;
    }

    /// <summary>K rows (true class) of K counts (predicted class).</summary>
    public IReadOnlyList<IReadOnlyList<long>> Counts => _counts;

    /// <summary>Mean recall over the classes that occur: 1/K for a constant answer, whatever the balance.</summary>
    public double BalancedAccuracy() => Occurring().Average(k => (double)_counts[k][k] / _counts[k].Sum());

    /// <summary>Mean F1 over the classes that occur.</summary>
    public double MacroF1() => Occurring().Average(k => 2.0 * _counts[k][k] / (_counts[k].Sum() + Column(k)));

    /// <summary>Cohen's kappa; null where chance alone already agrees always (one class, predicted throughout).</summary>
    public double? Kappa()
    {
        var rows = (double)_counts.Sum(row => row.Sum());
        var agreed = Enumerable.Range(0, _counts.Length).Sum(k => _counts[k][k]) / rows;
        var chance = Enumerable.Range(0, _counts.Length).Sum(k => _counts[k].Sum() / rows * (Column(k) / rows));
        return chance >= 1 ? null : (agreed - chance) / (1 - chance);
    }

    private IEnumerable<int> Occurring() => Enumerable.Range(0, _counts.Length).Where(k => _counts[k].Sum() > 0);

    private long Column(int k) => _counts.Sum(row => row[k]);
}
