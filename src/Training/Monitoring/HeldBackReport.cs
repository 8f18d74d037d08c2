namespace Eegavi.Training.Monitoring;

/// <summary>What was found on the held-back subjects after an epoch.</summary>
public sealed record HeldBackReport
{
    /// <summary>Rows that gave a loss.</summary>
    public required int Rows { get; init; }

    /// <summary>Mean loss of a row, in batches put together as those of training are.</summary>
    public required double Loss { get; init; }

    /// <summary>The same against the targets of other rows of the batch; a loss no lower than that has learned nothing that holds for new persons.</summary>
    public double? ShuffledLoss { get; init; }

    /// <summary>Each loss's own value and diagnostics.</summary>
    public IReadOnlyDictionary<string, double> Terms { get; init; } = new Dictionary<string, double>();

    /// <summary>Rows whose vectors were looked at.</summary>
    public int Seen { get; init; }

    /// <summary>Spread of the embedding; null where fewer than two rows were looked at.</summary>
    public EmbeddingSpread? Spread { get; init; }

    /// <summary>The subject told from the embedding; null where that cannot be tried.</summary>
    public SubjectDecoding? Subject { get; init; }

    /// <summary>Retrieval and cosines, for each end of each loss that compares vectors.</summary>
    public IReadOnlyList<EndFigures> Ends { get; init; } = [];

    /// <summary>Nearness to several ends at once, for each loss that has several.</summary>
    public IReadOnlyList<TargetFigures> Targets { get; init; } = [];

    /// <summary>What the model's parts said of themselves: gates, ‖what a context adds‖ / ‖query‖, attention entropy; by path.</summary>
    public IReadOnlyDictionary<string, double> Parts { get; init; } = new Dictionary<string, double>();

    /// <summary>Distributions: of the embedding's values and lengths.</summary>
    public IReadOnlyDictionary<string, Histogram> Histograms { get; init; } = new Dictionary<string, Histogram>();

    /// <summary>What is wrong, in plain words.</summary>
    public IReadOnlyList<CollapseWarning> Warnings { get; init; } = [];

    /// <summary>The largest ‖what a context adds‖ / ‖query‖ over all blocks and contexts; null where no block says so.</summary>
    public double? ContextRatio => Parts.Where(p => IsContextRatio(p.Key)).Select(p => (double?)p.Value).Max();

    /// <summary>Every figure by name, <c>group/name</c>, for logs.</summary>
    public IReadOnlyDictionary<string, double> Figures()
    {
        var figures = new SortedDictionary<string, double>(StringComparer.Ordinal);
        if (Spread is { } spread) (figures["embedding/deviation"], figures["embedding/rank"]) = (spread.Deviation, spread.EffectiveRank);
        if (Subject is { } subject) (figures["embedding/subject"], figures["embedding/subject.chance"]) = (subject.Accuracy, subject.Chance);
        foreach (var end in Ends)
        {
            var name = $"{end.Term}.{end.End}";
            Add(figures, $"retrieval/{name}", end.Everywhere);
            if (end.Within is { } within) Add(figures, $"retrieval/{name}.within", within);
            (figures[$"cosine/{name}"], figures[$"cosine/{name}.deviation"]) = (end.Cosine, end.Deviation);
            if (end.Mismatched is { } mismatched) figures[$"cosine/{name}.mismatched"] = mismatched;
        }
        foreach (var target in Targets) (figures[$"cosine/{target.Term}.mean"], figures[$"cosine/{target.Term}.bound"]) = (target.Cosine, target.Bound);
        foreach (var (path, value) in Parts) figures[$"parts/{path}"] = value;
        return figures;
    }

    private static void Add(SortedDictionary<string, double> figures, string name, RetrievalScores scores) =>
        (figures[$"{name}.top1"], figures[$"{name}.mrr"], figures[$"{name}.chance"]) = (scores.Top1, scores.ReciprocalRank, scores.Chance);

    // What the query reads of itself is none of a context.
    private static bool IsContextRatio(string path) => path.EndsWith(".ratio", StringComparison.Ordinal) && !path.EndsWith(".self.ratio", StringComparison.Ordinal);
}
