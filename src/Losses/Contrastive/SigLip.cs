using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>Options of <see cref="SigLip"/>.</summary>
public sealed record SigLipOptions : ProjectionOptions
{
    /// <summary>Scale exp(t') of the cosines at the start; learned. Default 10.</summary>
    [Range(1e-3, 1e3)] public double Scale { get; init; } = 10;

    /// <summary>
    /// Bias b at the start; learned. Default: −ln(n − 1) for the n rows of the batch, the log odds that a pair matches (its learned part then starts
    /// at 0). The paper's −10 suits batches of thousands.
    /// </summary>
    [Range(-100, 100)] public double? Bias { get; init; }

    /// <summary>Columns of the n × n table of pairs computed at a time; the value does not depend on it. Default: all.</summary>
    [Range(1, 65536)] public int? Chunk { get; init; }
}

/// <summary>Tells matching pairs from all others, each pair by itself.</summary>
/// <remarks>
/// Σ over i, j of −ln σ(y_ij (e^t' z_i·z_j + b)) / n with y = 1 on the diagonal, −1 elsewhere; summed over the pairs (first end, other end).
/// n counts the rows that both ends have. Zhai et al. 2023, Sigmoid Loss for Language Image Pre-Training, arXiv:2303.15343.
/// Differs: the default bias follows the batch size; rows without a vector are removed.
/// </remarks>
[Part("siglip")]
[LossEnds("fused", "context.*")]
public sealed class SigLip : Module<LossInputs, LossTerm>, ILoss
{
    private readonly SigLipOptions _options;
    [ComponentName(Name = "log_scale")] private readonly Parameter _logScale;
    [ComponentName(Name = "bias")] private readonly Parameter _bias;
    [ComponentName(Name = "ends")] private readonly ProjectedEnds _ends;

    /// <summary>Makes the loss.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="sizes">Width: of the first end; ContextWidths: of the others.</param>
    /// <exception cref="ArgumentException">The projection options contradict each other or the widths.</exception>
    public SigLip(SigLipOptions options, PartSizes sizes) : base("siglip")
    {
        _options = options;
        _logScale = Parameter(tensor((float)Math.Log(options.Scale)));
        _bias = Parameter(tensor((float)(options.Bias ?? 0)));
        _ends = new ProjectedEnds(options, sizes);
        RegisterComponents();
    }

    /// <summary>Compares the first end with each other end.</summary>
    /// <param name="inputs">At least two ends [B, D_i].</param>
    /// <returns>Null value where no pair of ends shares two rows. Diagnostics: <c>scale</c>, <c>bias</c>, <c>top1.</c> and the end.</returns>
    public override LossTerm forward(LossInputs inputs)
    {
        using var scope = NewDisposeScope();
        var ends = inputs.Ends;
        var vectors = _ends.Project(ends);
        var figures = new Dictionary<string, Tensor> { ["scale"] = _logScale.detach().exp(), ["bias"] = _bias.detach().clone() };
        var (total, rows) = ((Tensor?)null, 0L);
        for (var m = 1; m < vectors.Length; m++)
        {
            var both = Rows.Of(ends[0].Present.logical_and(ends[m].Present));
            rows = Math.Max(rows, both.shape[0]);
            if (both.shape[0] < 2) continue;
            var (anchor, other) = (Rows.Take(vectors[0], both), Rows.Take(vectors[m], both));
            var pair = Pair(anchor, other);
            total = total is null ? pair : total + pair;
            figures[$"top1.{ends[m].Name}"] = Rows.Top1(anchor, other);
        }
        return Rows.Term(total, rows, figures);
    }

    private Tensor Pair(Tensor anchor, Tensor other)
    {
        var n = anchor.shape[0];
        var (scale, bias) = (_logScale.exp(), _options.Bias is null ? _bias - Math.Log(n - 1) : _bias);
        var signs = 2 * eye(n, dtype: anchor.dtype, device: anchor.device) - 1;
        var (sum, step) = ((Tensor?)null, _options.Chunk ?? n);
        for (var from = 0L; from < n; from += step)
        {
            var columns = Math.Min(step, n - from);
            var logits = anchor.mm(other.narrow(0, from, columns).t()) * scale + bias;
            var part = functional.logsigmoid(signs.narrow(1, from, columns) * logits).sum();
            sum = sum is null ? part : sum + part;
        }
        return sum! / -n;
    }
}
