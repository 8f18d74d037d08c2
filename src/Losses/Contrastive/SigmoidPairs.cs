using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>The sigmoid loss between the first end and each other end: scale, bias, projectors and the sum over pairs.</summary>
internal sealed class SigmoidPairs : Module
{
    private readonly SigmoidOptions _options;
    [ComponentName(Name = "log_scale")] private readonly Parameter _logScale;
    [ComponentName(Name = "bias")] private readonly Parameter _bias;
    [ComponentName(Name = "ends")] private readonly ProjectedEnds _ends;

    /// <exception cref="ArgumentException">The projection options contradict each other or the widths.</exception>
    public SigmoidPairs(SigmoidOptions options, PartSizes sizes) : base("pairs")
    {
        _options = options;
        _logScale = Parameter(tensor((float)Math.Log(options.Scale)));
        _bias = Parameter(tensor((float)(options.Bias ?? 0)));
        _ends = new ProjectedEnds(options, sizes);
        RegisterComponents();
    }

    /// <summary>Compares the first end with each other end; see <see cref="SigLip"/>.</summary>
    public LossTerm Compare(LossInputs inputs)
    {
        using var scope = NewDisposeScope();
        var vectors = _ends.Project(inputs.Ends);
        var elsewhere = inputs.Elsewhere.Select(ends => _ends.Project(ends)).ToArray();
        var figures = new Dictionary<string, Tensor> { ["scale"] = _logScale.detach().exp(), ["bias"] = _bias.detach().clone() };
        var (total, most) = ((Tensor?)null, 0L);
        for (var m = 1; m < vectors.Length; m++)
        {
            var rows = Rows.OfAll(inputs.Ends[0], inputs.Ends[m]);
            Tensor[] remote = [.. elsewhere.Select((vector, w) => Rows.Take(vector[m], Rows.OfAll(inputs.Elsewhere[w][0], inputs.Elsewhere[w][m])))];
            var n = rows.shape[0] + remote.Sum(r => r.shape[0]);
            most = Math.Max(most, rows.shape[0]);
            if (n < 2 || rows.shape[0] == 0) continue;
            var pair = Pair(inputs, m, rows, vectors, remote, n);
            total = total is null ? pair : total + pair;
            figures[$"part.{inputs.Ends[m].Name}"] = pair.detach();
            figures[$"top1.{inputs.Ends[m].Name}"] = Top1(Rows.Take(vectors[0], rows), Rows.Take(vectors[m], rows));
        }
        return Rows.Term(total, most, figures);
    }

    /// <summary>The ends as they are compared.</summary>
    public IReadOnlyList<LossVector> Compared(LossInputs inputs) => _ends.Compared(inputs.Ends);

    private Tensor Pair(LossInputs inputs, int m, Tensor rows, Tensor[] vectors, Tensor[] remote, long n)
    {
        var (scale, bias) = (_logScale.exp(), _options.Bias is null ? _bias - Math.Log(n - 1) : _bias);
        var (anchor, other) = (Rows.Take(vectors[0], rows), Rows.Take(vectors[m], rows));
        var shared = StimulusOverlap.Of(inputs, _options.SharedStimulus, inputs.Ends[0], inputs.Ends[m]);
        var sum = Sum(anchor, other, scale, bias, _options.Chunk, (from, count) => PairTable.Of(rows, rows.narrow(0, from, count), shared, _options.SharedStimulus));
        foreach (var columns in remote) sum += Sum(anchor, columns, scale, bias, _options.Chunk, null);
        // The mean over all processes of this is the sum over all pairs over n.
        return sum * ((1.0 + remote.Length) / n);
    }

    /// <summary>Σ over pairs of −ln σ(± (scale · cosine + bias)), a scalar.</summary>
    /// <param name="anchor">[R, P] of length one.</param>
    /// <param name="other">[C, P] of length one.</param>
    /// <param name="scale">Scalar.</param>
    /// <param name="bias">Scalar.</param>
    /// <param name="chunk">Columns computed at a time; null = all.</param>
    /// <param name="table">Which pairs match, of some columns (first, count); null = none does: rows of another process.</param>
    public static Tensor Sum(Tensor anchor, Tensor other, Tensor scale, Tensor bias, int? chunk, Func<long, long, PairTable>? table)
    {
        var (sum, columns) = (zeros([], dtype: anchor.dtype, device: anchor.device), other.shape[0]);
        for (long from = 0, step = chunk ?? columns; from < columns; from += step)
        {
            var count = Math.Min(step, columns - from);
            var logits = anchor.mm(other.narrow(0, from, count).t()) * scale + bias;
            sum -= table is null ? functional.logsigmoid(-logits).sum() : Judged(logits, table(from, count)).sum();
        }
        return sum;
    }

    private static Tensor Judged(Tensor logits, PairTable table)
    {
        var value = functional.logsigmoid(where(table.Positive, logits, -logits));
        return table.Ignored is null ? value : value.masked_fill(table.Ignored, 0);
    }

    private static Tensor Top1(Tensor anchor, Tensor other)
    {
        using var _ = no_grad();
        return Rows.Top1(anchor.mm(other.t()), eye(anchor.shape[0], dtype: ScalarType.Bool, device: anchor.device));
    }
}
