using Eegavi.Models;
using static TorchSharp.torch;

namespace Eegavi.Training.Monitoring;

/// <summary>Keeps the vectors of rows as batches go by: the embedding, and what each loss compares.</summary>
internal sealed class SeenVectors : IDisposable
{
    private readonly List<string> _subjects = [];
    private readonly List<StimulusSpan?> _stimuli = [];
    private readonly List<Kept> _embedding = [];
    private readonly SortedDictionary<string, List<Kept[]>> _compared = new(StringComparer.Ordinal);

    /// <summary>Rows so far.</summary>
    public int Rows => _subjects.Count;

    public void Add(FusionOutput output, IReadOnlyDictionary<string, IReadOnlyList<LossVector>> compared, Batch batch)
    {
        _subjects.AddRange(batch.Subjects);
        _stimuli.AddRange(batch.Stimuli.Count > 0 ? batch.Stimuli : new StimulusSpan?[batch.Size]);
        _embedding.Add(Kept.Of(output.Vector("fused")));
        foreach (var (term, ends) in compared.Where(c => c.Value.All(end => end.Values.ndim == 2)))
        {
            if (!_compared.TryGetValue(term, out var batches)) batches = _compared[term] = [];
            batches.Add([.. ends.Select(Kept.Of)]);
        }
    }

    /// <summary>[n, D] the embeddings of the rows that have one, and who these rows are.</summary>
    public (Tensor Values, RowFacts Rows) Embedding() => Together(Joined(_embedding));

    /// <summary>For each loss its ends in all rows: the first is the anchor.</summary>
    public IEnumerable<(string Term, IReadOnlyList<SeenEnd> Ends)> Compared() =>
        _compared.Select(term => (term.Key, (IReadOnlyList<SeenEnd>)[.. Enumerable.Range(0, term.Value[0].Length).Select(end => Joined([.. term.Value.Select(batch => batch[end])]))]));

    /// <summary>The values [n, P] of ends in the rows that all of them have, and who these rows are.</summary>
    public (Tensor[] Values, RowFacts Rows) Shared(params IReadOnlyList<SeenEnd> ends)
    {
        int[] rows = [.. Enumerable.Range(0, Rows).Where(i => ends.All(end => end.Present[i]))];
        using var index = tensor(rows, dtype: ScalarType.Int64);
        return ([.. ends.Select(end => end.Values.index_select(0, index))], new RowFacts(_subjects, _stimuli).Of(rows));
    }

    public void Dispose()
    {
        foreach (var kept in _embedding.Concat(_compared.Values.SelectMany(batches => batches.SelectMany(ends => ends)))) kept.Values.Dispose();
    }

    private (Tensor, RowFacts) Together(SeenEnd end)
    {
        var (values, rows) = Shared(end);
        return (values[0], rows);
    }

    private static SeenEnd Joined(List<Kept> batches) =>
        new(batches[0].Name, cat(batches.Select(b => b.Values).ToArray()), [.. batches.SelectMany(b => b.Present)], batches.Any(b => b.FromStimulus));

    private sealed record Kept(string Name, Tensor Values, bool[] Present, bool FromStimulus)
    {
        // Outlives the batch's scope.
        public static Kept Of(LossVector vector) => new(
            vector.Name, vector.Values.detach().to_type(ScalarType.Float32).cpu().clone().DetachFromDisposeScope(), vector.Present.cpu().data<bool>().ToArray(), vector.FromStimulus);
    }
}

/// <summary>One end of a loss in all rows.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">[N, P].</param>
/// <param name="Present">N: which rows have it.</param>
/// <param name="FromStimulus">Whether rows that saw the same have the same in it.</param>
internal sealed record SeenEnd(string Name, Tensor Values, bool[] Present, bool FromStimulus);
