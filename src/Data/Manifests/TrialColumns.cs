using System.Globalization;

namespace Eegavi.Data.Manifests;

/// <summary>The columns that a set of trials needs, each with the text of its cell.</summary>
internal static class TrialColumns
{
    /// <summary>Fixed columns first, then each family by name.</summary>
    public static List<(string Name, Func<Trial, string?> Cell)> Of(IReadOnlyList<Trial> trials)
    {
        List<(string, Func<Trial, string?>)> columns =
        [
            ("id", t => t.Id), ("recording", t => t.Recording), ("subject", t => t.Subject), ("stimulus", t => t.Stimulus),
            ("start_seconds", t => Text(t.StartSeconds)), ("stop_seconds", t => Text(t.StopSeconds)), ("emotion", t => t.Emotion),
        ];
        if (trials.Any(t => t.StimulusStartSeconds != 0)) columns.Add(("stimulus_start_seconds", t => t.Stimulus is null ? null : Text(t.StimulusStartSeconds)));
        foreach (var name in Names(trials, t => t.Labels.Keys)) columns.Add(("label_" + name, t => t.Labels.TryGetValue(name, out var v) ? Text(v) : null));
        foreach (var name in Names(trials, t => t.Ratings.Keys)) columns.Add(("rating_" + name, t => t.Ratings.TryGetValue(name, out var v) ? Text(v) : null));
        foreach (var name in Names(trials, t => t.Table.Keys)) columns.Add(("table_" + name, t => t.Table.TryGetValue(name, out var v) ? Text(v) : null));
        foreach (var name in Names(trials, t => t.Absent)) columns.Add(("present_" + name, t => t.Absent.Contains(name) ? "0" : "1"));
        foreach (var name in Names(trials, t => t.Spans.Keys))
        {
            columns.Add(("span_start_" + name, t => t.Spans.TryGetValue(name, out var v) ? Text(v.StartSeconds) : null));
            columns.Add(("span_stop_" + name, t => t.Spans.TryGetValue(name, out var v) ? Text(v.StopSeconds) : null));
            columns.Add(("span_offset_" + name, t => t.Spans.TryGetValue(name, out var v) ? Text(v.OffsetSeconds) : null));
        }
        return columns;
    }

    private static List<string> Names(IReadOnlyList<Trial> trials, Func<Trial, IEnumerable<string>> names) =>
        [.. trials.SelectMany(names).Distinct().Order(StringComparer.Ordinal)];

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
