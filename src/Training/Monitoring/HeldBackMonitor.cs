using Eegavi.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Training.Monitoring;

/// <summary>Looks at the held-back rows as they go through the model, and says what it found.</summary>
internal sealed class HeldBackMonitor(Objective objective, TrainingSpec training) : IDisposable
{
    // What parts say of themselves costs each attention a second time.
    private const int RowsThatSpeak = 256;

    private readonly MonitorSpec _spec = training.Monitor;
    private readonly WeightedMeans _losses = new(), _terms = new(), _parts = new();
    private readonly SeenVectors _vectors = new();
    private int _rows;

    /// <summary>Begins to collect what parts say of themselves, where that is still wanted.</summary>
    public Diagnostics? Listen() => _vectors.Rows < Math.Min(RowsThatSpeak, _spec.Rows) ? Diagnostics.Collect() : null;

    /// <summary>Takes a batch in.</summary>
    /// <param name="output">What the model made of it.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="said">What the parts said; null = nobody asked.</param>
    public void Add(FusionOutput output, Batch batch, Diagnostics? said)
    {
        var value = objective.call(output, batch);
        foreach (var (name, figure) in TermFigures.Of(value)) _terms.Add(name, figure, batch.Size);
        foreach (var (path, figure) in said?.Values.AsEnumerable() ?? []) _parts.Add(path, figure, batch.Size);
        if (value.Total is { } total)
        {
            _rows += batch.Size;
            _losses.Add("loss", total.ToDouble(), batch.Size);
            if (_spec.Rows > 0 && ShuffledLoss.Of(objective, output, batch) is { } shuffled) _losses.Add("shuffled", shuffled, batch.Size);
        }
        if (_vectors.Rows < _spec.Rows) _vectors.Add(output, objective.Compared(output, batch), batch);
    }

    /// <summary>What was found; null where no batch gave a loss.</summary>
    /// <param name="epoch">After which epoch.</param>
    public HeldBackReport? Report(int epoch)
    {
        if (_rows == 0) return null;
        using var scope = NewDisposeScope();
        var losses = _losses.Values;
        var report = new HeldBackReport
        {
            Rows = _rows,
            Loss = losses["loss"],
            ShuffledLoss = losses.TryGetValue("shuffled", out var shuffled) ? shuffled : null,
            Terms = _terms.Values,
            Seen = _vectors.Rows,
            Parts = _parts.Values,
        };
        report = _vectors.Rows > 1 ? Look(report) : report;
        return report with { Warnings = CollapseRules.Judge(report, epoch, training.Epochs, new()) };
    }

    public void Dispose() => _vectors.Dispose();

    private HeldBackReport Look(HeldBackReport report)
    {
        var (embedding, rows) = _vectors.Embedding();
        var compared = _vectors.Compared().ToList();
        return report with
        {
            Spread = rows.Count > 1 ? EmbeddingSpread.Of(embedding) : null,
            Subject = SubjectDecoding.Of(embedding, rows.Subjects),
            Ends = [.. compared.SelectMany(term => term.Ends.Skip(1).Select(end => EndOf(term.Term, term.Ends[0], end)).OfType<EndFigures>())],
            Targets = [.. compared.Where(term => term.Ends.Count > 2).Select(term => TargetsOf(term.Term, term.Ends)).OfType<TargetFigures>()],
            Histograms = Distributions(embedding),
        };
    }

    private EndFigures? EndOf(string term, SeenEnd anchor, SeenEnd end)
    {
        var (values, rows) = _vectors.Shared(anchor, end);
        return rows.Count > 1 ? EndFigures.Of(term, end.Name, values[0], values[1], rows, anchor.FromStimulus || end.FromStimulus) : null;
    }

    private TargetFigures? TargetsOf(string term, IReadOnlyList<SeenEnd> ends)
    {
        var (values, rows) = _vectors.Shared([.. ends]);
        return rows.Count > 0 ? TargetFigures.Of(term, values[0], values[1..]) : null;
    }

    private static Dictionary<string, Histogram> Distributions(Tensor embedding)
    {
        var found = new Dictionary<string, Histogram>(StringComparer.Ordinal);
        if (Histogram.Of(embedding.contiguous().data<float>().ToArray()) is { } values) found["embedding/values"] = values;
        if (Histogram.Of(linalg.vector_norm(embedding, 2, [1L]).data<float>().ToArray()) is { } lengths) found["embedding/lengths"] = lengths;
        return found;
    }
}
