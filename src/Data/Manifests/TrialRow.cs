using System.Globalization;

namespace Eegavi.Data.Manifests;

/// <summary>One line of <c>trials.csv</c> on its way to a <see cref="Trial"/>; collects what is wrong with it.</summary>
internal sealed class TrialRow
{
    private readonly Dictionary<string, string> _cells = [];
    private readonly Manifest _manifest;
    private readonly bool _whole;

    /// <summary>With a line's cells.</summary>
    public TrialRow(string[] header, string[] cells, Manifest manifest)
    {
        _manifest = manifest;
        _whole = cells.Length == header.Length;
        if (!_whole) Problems.Add($"expected {header.Length} cells, as in the header; got {cells.Length}.");
        for (var c = 0; c < Math.Min(cells.Length, header.Length); c++) _cells[header[c]] = cells[c].Trim();
    }

    /// <summary>What is wrong, as sentences.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>The trial; null where a problem prevents one.</summary>
    public Trial? Trial()
    {
        if (!_whole) return null;
        var recording = _manifest.Recordings.FirstOrDefault(r => r.Id == Cell("recording"));
        if (recording is null) Problems.Add($"recording: expected one that the manifest lists; got '{Cell("recording")}'.");
        else if (recording.Subject != Cell("subject")) Problems.Add($"subject: expected '{recording.Subject}', whose recording '{recording.Id}' is; got '{Cell("subject")}'.");
        var (start, stop) = (Number("start_seconds") ?? double.NaN, Number("stop_seconds") ?? double.NaN);
        if (!(start < stop)) Problems.Add($"expected start_seconds < stop_seconds; got '{Cell("start_seconds")}' and '{Cell("stop_seconds")}'.");
        var id = Manifests.Trial.MakeId(_manifest.Name, Cell("recording"), start, stop);
        if (Cell("id") != id) Problems.Add($"id: expected '{id}'; got '{Cell("id")}'.");
        var trial = Filled(id, start, stop);
        return Problems.Count == 0 ? trial : null;
    }

    private Trial Filled(string id, double start, double stop) => new()
    {
        Id = id,
        Recording = Cell("recording"),
        Subject = Cell("subject"),
        Stimulus = OrNull("stimulus"),
        StimulusStartSeconds = StimulusStart(),
        StartSeconds = start,
        StopSeconds = stop,
        Emotion = OrNull("emotion"),
        Labels = Family("label_", Sign),
        Ratings = Family("rating_", Number),
        Table = Family("table_", Number),
        Absent = Family("present_", Flag).Where(p => !p.Value).Select(p => p.Key).ToHashSet(),
        Spans = Spans(),
    };

    private Dictionary<string, TrialSpan> Spans()
    {
        var (starts, stops, offsets) = (Family("span_start_", Number), Family("span_stop_", Number), Family("span_offset_", Number));
        var spans = new Dictionary<string, TrialSpan>();
        foreach (var name in starts.Keys.Union(stops.Keys).Union(offsets.Keys))
        {
            if (starts.TryGetValue(name, out var start) && stops.TryGetValue(name, out var stop) && start < stop)
                spans[name] = new TrialSpan(start, stop, offsets.GetValueOrDefault(name));
            else Problems.Add($"expected span_start_{name} < span_stop_{name}, both given.");
        }
        return spans;
    }

    private double StimulusStart()
    {
        if (Number("stimulus_start_seconds") is not { } start) return 0;
        if (OrNull("stimulus") is null) Problems.Add("stimulus_start_seconds: expected a stimulus beside it; got none.");
        return start;
    }

    private Dictionary<string, T> Family<T>(string prefix, Func<string, T?> value) where T : struct
    {
        var found = new Dictionary<string, T>();
        foreach (var name in _cells.Keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal)))
            if (value(name) is { } v) found[name[prefix.Length..]] = v;
        return found;
    }

    private double? Number(string name)
    {
        if (Cell(name).Length == 0) return null;
        if (double.TryParse(Cell(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)) return value;
        Problems.Add($"{name}: expected a number; got '{Cell(name)}'.");
        return null;
    }

    private int? Sign(string name)
    {
        if (Cell(name).Length == 0) return null;
        if (Cell(name) is "1" or "+1" or "-1") return Cell(name) == "-1" ? -1 : 1;
        Problems.Add($"{name}: expected -1 or 1; got '{Cell(name)}'.");
        return null;
    }

    private bool? Flag(string name)
    {
        if (Cell(name).Length == 0) return null;
        if (Cell(name) is "0" or "1") return Cell(name) == "1";
        Problems.Add($"{name}: expected 0 or 1; got '{Cell(name)}'.");
        return null;
    }

    private string? OrNull(string name) => Cell(name) is { Length: > 0 } text ? text : null;

    private string Cell(string name) => _cells.GetValueOrDefault(name, "");
}
