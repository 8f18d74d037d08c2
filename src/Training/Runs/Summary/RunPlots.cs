namespace Eegavi.Training.Runs.Summary;

/// <summary>What is worth plotting of a run.</summary>
internal static class RunPlots
{
    /// <summary>Losses, terms on the held-back subjects, retrieval, the embedding: those of which there is anything.</summary>
    public static IReadOnlyList<Plot> Of(RunHistory history)
    {
        var epochs = history.Epochs;
        List<Plot> plots =
        [
            new("loss", [
                new("training", [.. history.Steps.Where(s => s.Loss is not null).Select(s => ((double)s.Step, s.Loss!.Value))]),
                Line("held-back subjects", epochs, e => e.Loss), Line("against other rows' targets", epochs, e => e.ShuffledLoss)]),
            new("each loss, held-back subjects", Named(epochs, e => e.Terms, name => !name.Contains('.') ? name : name.Contains(".part.") ? name.Replace(".part.", ": ", StringComparison.Ordinal) : null)),
            new("retrieval, top-1", Named(epochs, e => e.Figures, Retrieval)),
            new("embedding: spread, subject told", Named(epochs, e => e.Figures, name => name switch
            {
                "embedding/deviation" => "deviation (1 = even spread)",
                "embedding/subject" => "subject told",
                "embedding/subject.chance" => "subject, chance",
                _ => null,
            })),
        ];
        return [.. plots.Select(plot => plot with { Curves = [.. plot.Curves.Where(c => c.Points.Count > 0)] }).Where(plot => plot.Curves.Count > 0)];
    }

    // retrieval/LOSS.END.within.top1 → END, within a subject.
    private static string? Retrieval(string name)
    {
        if (!name.StartsWith("retrieval/", StringComparison.Ordinal) || !name.EndsWith(".top1", StringComparison.Ordinal)) return null;
        var words = name["retrieval/".Length..^".top1".Length];
        return words.EndsWith(".within", StringComparison.Ordinal) ? words[..^".within".Length] + ", within a subject" : words;
    }

    private static Curve[] Named(IReadOnlyList<EpochLine> epochs, Func<EpochLine, IReadOnlyDictionary<string, double>> of, Func<string, string?> title) =>
        [.. epochs.SelectMany(e => of(e).Keys).Distinct(StringComparer.Ordinal).Select(name => (Name: name, Title: title(name))).Where(n => n.Title is not null)
            .Select(n => Line(n.Title!, epochs, e => of(e).TryGetValue(n.Name, out var value) ? value : null))];

    private static Curve Line(string name, IReadOnlyList<EpochLine> epochs, Func<EpochLine, double?> of) =>
        new(name, [.. epochs.Select(e => (X: (double)e.Step, Y: of(e))).Where(p => p.Y is not null).Select(p => (p.X, p.Y!.Value))]);
}
