using System.Globalization;
using Eegavi.Training;
using Eegavi.Training.Monitoring;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Eegavi.Cli.Output;

/// <summary>What the terminal shows of a run: how far it is, its losses, retrieval on the held-back subjects, warnings.</summary>
internal sealed class TrainingCurves(string title)
{
    private const int ChartRows = 8, Narrow = 100;

    private static readonly string[] Colours = ["deepskyblue1", "orange1", "green3", "magenta2", "yellow2", "aqua", "grey"];

    private readonly List<(double, double)> _loss = [], _heldBack = [], _shuffled = [];
    private readonly SortedDictionary<string, List<(double, double)>> _retrieval = new(StringComparer.Ordinal);
    private readonly List<(int Epoch, CollapseWarning Warning)> _warnings = [];
    private TrainingProgress? _last;
    private HeldBackReport? _found;

    /// <summary>Warnings so far, each sign once, in its last wording.</summary>
    public IReadOnlyList<string> Warnings => [.. _warnings.Select(w => $"since epoch {w.Epoch}: {w.Warning.Words}")];

    /// <summary>Takes a report in.</summary>
    public void Add(TrainingProgress value)
    {
        _last = value;
        if (value.HeldBack is { } found) Add(value, found);
        else if (value.Loss is { } loss) _loss.Add((value.Step, loss));
    }

    /// <summary>The picture for a terminal of some width.</summary>
    public IRenderable Draw(int width)
    {
        if (_last is not { } last) return new Text($"{title}: reading the data");
        var rows = new List<IRenderable> { new Markup(Head(last, width)) };
        var (losses, found) = (Losses(), Retrieval());
        var isNarrow = width < Narrow || found.Count == 0;
        var columns = isNarrow ? width - 1 : (width - 3) / 2;
        var left = BrailleChart.Draw(losses, last.Steps, columns, ChartRows);
        var right = found.Count == 0 ? [] : BrailleChart.Draw(found, last.Steps, columns, ChartRows);
        Rows[] charts = [new(Chart("loss", left)), new(Chart("own vector found among those of its subject (held back, top-1)", right))];
        if (isNarrow) rows.AddRange(charts);
        else rows.Add(new Grid().AddColumn(new() { Width = columns, Padding = new(0, 0, 2, 0) }).AddColumn(new() { Width = columns, Padding = new(0) }).AddRow(charts));
        rows.Add(new Markup(Figures(last)));
        rows.AddRange(Warnings.Select(words => new Markup($"[yellow]! {Markup.Escape(words)}[/]")));
        return new Rows(rows);
    }

    private void Add(TrainingProgress value, HeldBackReport found)
    {
        _found = found;
        _heldBack.Add((value.Step, found.Loss));
        if (found.ShuffledLoss is { } shuffled) _shuffled.Add((value.Step, shuffled));
        foreach (var end in found.Ends)
        {
            var name = $"{end.Term}: {end.End.Replace("context.", "", StringComparison.Ordinal)}";
            if (!_retrieval.TryGetValue(name, out var line)) line = _retrieval[name] = [];
            line.Add((value.Step, (end.Within ?? end.Everywhere).Top1));
        }
        foreach (var warning in found.Warnings)
        {
            var place = _warnings.FindIndex(w => w.Warning.Sign == warning.Sign);
            if (place < 0) _warnings.Add((value.Epoch, warning));
            else _warnings[place] = (_warnings[place].Epoch, warning);
        }
    }

    private List<ChartLine> Losses() => [new("training", Colours[0], _loss), new("held back", Colours[1], _heldBack), new("other rows' targets", Colours[6], _shuffled)];

    private List<ChartLine> Retrieval() => [.. _retrieval.Select((line, i) => new ChartLine(line.Key, Colours[i % Colours.Length], line.Value))];

    private static Markup[] Chart(string title, IReadOnlyList<string> rows) => rows.Count == 0 ? [] : [new($"[bold]{title}[/]"), .. rows.Select(row => new Markup(row))];

    private string Head(TrainingProgress last, int width)
    {
        var share = (double)last.Step / last.Steps;
        var left = last.Remaining is { } time && share < 1 ? $", about {Duration(time)} left" : "";
        var words = string.Create(CultureInfo.InvariantCulture, $"epoch {last.Epoch} of {last.Epochs}, step {last.Step} of {last.Steps}, {Duration(last.Elapsed)}{left}");
        var bar = Math.Clamp(width - title.Length - words.Length - 6, 0, 40);
        var full = (int)Math.Round(bar * share);
        return $"[bold]{Markup.Escape(title)}[/] [green]{new string('━', full)}[/][grey]{new string('━', bar - full)}[/] {words}";
    }

    private string Figures(TrainingProgress last)
    {
        var terms = last.Terms.Where(term => !term.Key.Contains('.', StringComparison.Ordinal)).Select(term => $"{Markup.Escape(term.Key)} [bold]{Three(term.Value)}[/]");
        if (_found is not { } found) return string.Join("  ", terms);
        string[] more =
        [
            found.Spread is { } spread ? $"embedding: spread [bold]{Three(spread.Deviation)}[/], rank [bold]{spread.EffectiveRank.ToString("0.0", CultureInfo.InvariantCulture)}[/]" : "",
            found.Subject is { } subject ? $"subject told [bold]{Three(subject.Accuracy)}[/] (chance {Three(subject.Chance)})" : "",
            found.ContextRatio is { } ratio ? $"contexts / query [bold]{Three(ratio)}[/]" : "",
        ];
        return string.Join("  ", terms) + "\n" + string.Join("  ", more.Where(m => m.Length > 0));
    }

    private static string Three(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Duration(TimeSpan time) => time.TotalSeconds < 100
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F0} s") : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:F1} min");
}
