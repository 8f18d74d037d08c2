using static TorchSharp.torch;

namespace Eegavi.Fusion;

/// <summary>The modalities of each row as one vector each: the query first, then the contexts.</summary>
/// <param name="Vectors">[B, E_i] each; 0 in rows that lack the modality.</param>
/// <param name="Present">[B] bool each: rows that have it.</param>
internal sealed record Pooled(IReadOnlyList<Tensor> Vectors, IReadOnlyList<Tensor> Present)
{
    /// <summary>[B, Σ E + modalities]: all vectors side by side, then a bit each that says whether the modality is there.</summary>
    public Tensor Joined() => cat([.. Vectors, .. Present.Select(present => present.unsqueeze(1).to_type(Vectors[0].dtype))], 1);

    /// <summary>Each vector after its own map, 0 where the modality is absent, whatever the biases have learned. Absent rows are not computed.</summary>
    /// <param name="maps">One for each modality.</param>
    public List<Tensor> Mapped(IReadOnlyList<nn.Module<Tensor, Tensor>> maps) =>
        [.. Vectors.Select((vector, i) => Map(maps[i], vector, PresentRows.Of(Present[i])))];

    /// <summary>[B, modalities] bool.</summary>
    public Tensor Bits() => stack([.. Present], 1);

    /// <summary>One timeless token per row, real in rows that have any modality.</summary>
    /// <param name="values">[B, D].</param>
    public TokenSequence Token(Tensor values) =>
        TokenSequence.Single(values, Present.Aggregate((any, next) => any.logical_or(next)));

    /// <summary>Reports how large each context is beside the query.</summary>
    /// <param name="contexts">Their names.</param>
    public void Report(IReadOnlyList<string> contexts)
    {
        for (var i = 1; i < Vectors.Count; i++)
        {
            using var _ = Diagnostics.Within(contexts[i - 1]);
            BlockReport.Ratio(Vectors[i], Vectors[0]);
        }
    }

    private static Tensor Map(nn.Module<Tensor, Tensor> map, Tensor vector, PresentRows rows) => rows.Put(map.call(rows.Take(vector)));
}
