namespace Eegavi.Training.Metrics;

/// <summary>Scores of a classifier on some rows. A score that those rows do not define is null.</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="BalancedAccuracy">Mean recall over the classes that occur.</param>
/// <param name="MacroF1">Mean F1 over the classes that occur.</param>
/// <param name="Auroc">Area under the ROC curve: of class 1, or with more classes the mean of one against the rest. Null where one class is alone.</param>
/// <param name="CrossEntropy">Mean −ln p(true class), in nats.</param>
/// <param name="Kappa">Cohen's kappa.</param>
public sealed record ClassificationScores(
    int Rows, double BalancedAccuracy, double MacroF1, double? Auroc, double CrossEntropy, double? Kappa);

/// <summary>Scores predictions, pooled and by subject.</summary>
public static class Classification
{
    /// <summary>Scores all rows together.</summary>
    /// <param name="logits">K logits for each row.</param>
    /// <param name="targets">The true class of each row.</param>
    /// <exception cref="ArgumentException">There are no rows, or the counts differ.</exception>
    public static ClassificationScores Score(IReadOnlyList<float[]> logits, IReadOnlyList<int> targets)
    {
        if (logits.Count == 0 || logits.Count != targets.Count)
            throw new ArgumentException($"Expected as many predictions as labels and at least one; got {logits.Count} and {targets.Count}.");
        var confusion = Confusion(logits, targets);
        return new(logits.Count, confusion.BalancedAccuracy(), confusion.MacroF1(), Auroc(logits, targets), CrossEntropy(logits, targets), confusion.Kappa());
    }

    /// <summary>Scores the rows of each subject alone.</summary>
    /// <param name="logits">K logits for each row.</param>
    /// <param name="targets">The true class of each row.</param>
    /// <param name="subjects">The subject of each row.</param>
    public static IReadOnlyDictionary<string, ClassificationScores> BySubject(
        IReadOnlyList<float[]> logits, IReadOnlyList<int> targets, IReadOnlyList<string> subjects) =>
        Enumerable.Range(0, subjects.Count).GroupBy(i => subjects[i], StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => Score([.. g.Select(i => logits[i])], [.. g.Select(i => targets[i])]), StringComparer.Ordinal);

    /// <summary>Counts by true and predicted class.</summary>
    public static ConfusionMatrix Confusion(IReadOnlyList<float[]> logits, IReadOnlyList<int> targets) =>
        new(targets, [.. logits.Select(row => Array.IndexOf(row, row.Max()))], logits[0].Length);

    private static double CrossEntropy(IReadOnlyList<float[]> logits, IReadOnlyList<int> targets) =>
        Enumerable.Range(0, targets.Count).Average(i =>
        {
            double top = logits[i].Max();
            return top + Math.Log(logits[i].Sum(v => Math.Exp(v - top))) - logits[i][targets[i]];
        });

    private static double? Auroc(IReadOnlyList<float[]> logits, IReadOnlyList<int> targets)
    {
        var classes = logits[0].Length;
        var each = Enumerable.Range(classes == 2 ? 1 : 0, classes == 2 ? 1 : classes)
            .Select(k => Area([.. logits.Select(row => Margin(row, k))], [.. targets.Select(t => t == k)])).OfType<double>().ToArray();
        return each.Length == 0 ? null : each.Average();
    }

    // Log odds of class k against the rest: orders rows as the probability does, without its rounding to 0 and 1.
    private static double Margin(float[] row, int k)
    {
        double top = row.Max();
        var rest = row.Where((_, i) => i != k).Sum(v => Math.Exp(v - top));
        return row[k] - top - Math.Log(rest);
    }

    // The Mann-Whitney count with mid-ranks: P(score of a positive > score of a negative) + half the ties.
    private static double? Area(double[] scores, bool[] positive)
    {
        var positives = positive.LongCount(p => p);
        var negatives = positive.LongLength - positives;
        if (positives == 0 || negatives == 0) return null;

        var order = Enumerable.Range(0, scores.Length).OrderBy(i => scores[i]).ToArray();
        var rankSum = 0.0;
        for (var first = 0; first < order.Length;)
        {
            var last = first;
            while (last + 1 < order.Length && scores[order[last + 1]] == scores[order[first]]) last++;
            for (var i = first; i <= last; i++) rankSum += positive[order[i]] ? (first + last + 2) / 2.0 : 0;
            first = last + 1;
        }
        return (rankSum - positives * (positives + 1) / 2.0) / ((double)positives * negatives);
    }
}
