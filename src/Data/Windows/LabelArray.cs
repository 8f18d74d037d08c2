using Eegavi.Data.Manifests;

namespace Eegavi.Data.Windows;

/// <summary>One label column of a data set: classes from 0, or ratings.</summary>
public sealed class LabelArray
{
    /// <summary>Class names by index; null = ratings.</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>[R] class indices or ratings; 0 where absent.</summary>
    public required float[] Values { get; init; }

    /// <summary>[R], true = the row has this label.</summary>
    public required bool[] Present { get; init; }

    /// <summary>Every label column of a set of trials: <c>label_*</c> (−1 is class 0, +1 class 1), <c>rating_*</c>, and <c>emotion</c> (classes in alphabetical order).</summary>
    /// <exception cref="ArgumentException">A label and a rating share a name.</exception>
    public static IReadOnlyDictionary<string, LabelArray> Of(IReadOnlyList<Trial> trials)
    {
        var columns = new Dictionary<string, LabelArray>();
        foreach (var name in Names(trials, t => t.Labels.Keys))
            columns.Add(name, Column(trials, t => t.Labels.TryGetValue(name, out var v) ? (v + 1) / 2 : null, ["-1", "+1"]));
        foreach (var name in Names(trials, t => t.Ratings.Keys))
            Add(columns, name, Column(trials, t => t.Ratings.TryGetValue(name, out var v) ? v : null, null));
        var emotions = trials.Where(t => t.Emotion is not null).Select(t => t.Emotion!).Distinct().Order(StringComparer.Ordinal).ToList();
        if (emotions.Count > 0) Add(columns, "emotion", Column(trials, t => t.Emotion is null ? null : emotions.IndexOf(t.Emotion), emotions));
        return columns;
    }

    private static void Add(Dictionary<string, LabelArray> columns, string name, LabelArray column)
    {
        if (!columns.TryAdd(name, column)) throw new ArgumentException($"Expected each label once; '{name}' is both a label and a rating; rename one of the columns.");
    }

    private static IEnumerable<string> Names(IReadOnlyList<Trial> trials, Func<Trial, IEnumerable<string>> names) =>
        trials.SelectMany(names).Distinct().Order(StringComparer.Ordinal);

    private static LabelArray Column(IReadOnlyList<Trial> trials, Func<Trial, double?> value, IReadOnlyList<string>? classes) => new()
    {
        Classes = classes,
        Values = [.. trials.Select(t => (float)(value(t) ?? 0))],
        Present = [.. trials.Select(t => value(t) is not null)],
    };
}
