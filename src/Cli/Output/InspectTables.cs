using Eegavi.Models.Inspection;
using Eegavi.Training.Memory;
using Spectre.Console;

namespace Eegavi.Cli.Output;

/// <summary>Shows what <c>eegavi inspect</c> found.</summary>
internal static class InspectTables
{
    public static void Write(InspectReport report)
    {
        var run = report.Run;
        var (all, trained) = (run.Parameters + run.Losses.Sum(loss => loss.Parameters), run.Trainable + run.Losses.Sum(loss => loss.Trainable));
        Screen.Out.WriteLine($"{report.Name}: {CountText.Whole(all)} parameters, {CountText.Whole(trained)} of them trained; {CountText.Short(run.MultiplyAdds)} multiply-adds for a row, forward");
        Screen.Out.WriteLine($"windows, {(report.HasData ? "from the data set" : "assumed")}: {string.Join(", ", report.Windows.OrderBy(w => w.Key, StringComparer.Ordinal).Select(w => $"{w.Key} {w.Value}"))}");
        Screen.Out.Write(Parts(run));
        Screen.Out.WriteLine($"tokens of a row, made → kept: {string.Join(", ", run.Tokens.Select(t => $"{t.Name} {t.Encoded} → {t.Kept}"))}");
        if (run.Losses.Count > 0) Screen.Out.Write(Losses(run));
        if (run.Diagnostics.Count > 0) Screen.Out.Write(Said(run.Diagnostics));
        if (report.Memory is { } memory) WriteMemory(memory, report);
        foreach (var check in report.Checks)
            Screen.Out.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"checked: {(check.IsTraining ? "training" : "inference")} with {Rows(report.Rows)} takes {ByteText.MiB(check.Measured)} over the built model; predicted {ByteText.MiB(check.Predicted)} ({check.Error:+0.0 %;-0.0 %})"));
        if (report.Verdict is { } verdict) Screen.Out.MarkupLine($"{(verdict.Fits ? "[green]fits[/]" : "[red]does not fit[/]")} {Markup.Escape(Sentence(verdict, report.Rows))}");
    }

    private static Table Parts(ModelReport run)
    {
        var table = NewTable("parts, in the order in which a batch meets them", "name", "part", "in", "out", "parameters", "trained", "multiply-adds");
        foreach (var stage in run.Stages)
        {
            table.AddRow(
                Markup.Escape(stage.Name), $"[bold]{Markup.Escape(stage.Part)}[/]", Markup.Escape($"{stage.Input}"), Markup.Escape($"{stage.Output}"),
                CountText.Whole(stage.Parameters), CountText.Whole(stage.Trainable), CountText.Short(stage.MultiplyAdds));
        }
        return Numbers(table, 4);
    }

    private static Table Losses(ModelReport run)
    {
        var table = NewTable("losses", "name", "between", "parameters", "trained", "multiply-adds");
        foreach (var loss in run.Losses)
        {
            var between = loss.Head is null ? string.Join(" · ", loss.Ends.Select(end => $"{end.Stage} {end.Shape}{(end.Projected is null ? "" : $" → {end.Projected}")}"))
                : $"head {loss.Head} · {string.Join(", ", loss.Labels)}";
            table.AddRow($"[bold]{Markup.Escape(loss.Name)}[/]", Markup.Escape(between), CountText.Whole(loss.Parameters), CountText.Whole(loss.Trainable), CountText.Short(loss.MultiplyAdds));
        }
        return Numbers(table, 2);
    }

    private static Table Said(IReadOnlyDictionary<string, double> diagnostics)
    {
        var figures = diagnostics.Select(d => (Place: d.Key[..^Last(d.Key).Length].TrimEnd('.'), Name: Last(d.Key), d.Value)).ToList();
        var names = figures.Select(f => f.Name).Distinct().Order(StringComparer.Ordinal).ToList();
        var table = NewTable("what blocks say of themselves", ["where", .. names]);
        foreach (var place in figures.GroupBy(f => f.Place))
        {
            table.AddRow([Markup.Escape(place.Key), .. names.Select(name => place.Where(f => f.Name == name).Select(f => f.Value.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture)).FirstOrDefault(""))]);
        }
        return Numbers(table, 1);
    }

    // A share of attention is named after a context: 'mass.audio' stays together.
    private static string Last(string path)
    {
        var names = path.Split('.');
        return names.Length > 1 && names[^2] == "mass" ? $"{names[^2]}.{names[^1]}" : names[^1];
    }

    private static void WriteMemory(MemoryForecast memory, InspectReport report)
    {
        List<(string Title, MemoryNeed Need)> columns = [($"inference, {Rows(report.Rows)}", memory.ForInference(report.Rows))];
        if (report.Rows > 1) columns.Add(("inference, 1 row", memory.ForInference(1)));
        if (memory.ForTraining(report.Rows) is { } training) columns.Insert(0, ($"training, {Rows(report.Rows)}", training));
        var table = NewTable("memory at its most", ["", .. columns.Select(column => column.Title)]);
        void Row(string name, Func<MemoryNeed, long> bytes)
        {
            if (columns.Any(column => bytes(column.Need) > 0)) table.AddRow([name, .. columns.Select(column => bytes(column.Need) is > 0 and var size ? ByteText.MiB(size) : "–")]);
        }
        Row("program without a model", need => need.Process);
        Row("parameters", need => need.Stored.Model + need.Stored.Losses);
        Row("gradients", need => need.Stored.Gradients);
        Row("optimiser", need => need.Stored.Optimiser);
        Row("average of the weights", need => need.Stored.Average);
        Row("best weights so far", need => need.Stored.Best);
        Row("activations and work space", need => need.Activations);
        table.AddRow(["[bold]all[/]", .. columns.Select(column => $"[bold]{ByteText.MiB(column.Need.Peak)}[/]")]);
        Screen.Out.Write(Numbers(table, 1));
        Screen.Out.WriteLine($"measured: {(memory.Training is { } trained ? $"training {Measured(trained)}; " : "")}inference {Measured(memory.Inference)}");
    }

    private static string Measured(MemoryLine line) => $"with {line.Small.Rows} and {line.Large.Rows} rows, {ByteText.MiB(line.PerRow)} for each row";

    private static string Sentence(FitVerdict verdict, int rows)
    {
        var what = verdict.IsTraining ? "training" : "inference";
        var most = verdict.MostRows switch { null => "", 0 => "; not even one row fits", var count => $"; at most {Rows(count.Value)} do" };
        return $"in {ByteText.MiB(verdict.Limit)}: {what} with batches of {Rows(rows)} takes {ByteText.MiB(verdict.Need)}{most}.";
    }

    private static string Rows(int count) => count == 1 ? "1 row" : $"{CountText.Whole(count)} rows";

    private static Table NewTable(string title, params IEnumerable<string> columns)
    {
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle($"[bold]{title}[/]") { Style = Style.Plain } };
        foreach (var column in columns) table.AddColumn(Markup.Escape(column));
        return table;
    }

    private static Table Numbers(Table table, int from)
    {
        foreach (var column in table.Columns.Skip(from)) column.RightAligned().NoWrap();
        return table;
    }
}
