using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>What agreement means.</summary>
public enum AgreementForm
{
    /// <summary>Lin's concordance: correlation that also asks for the right mean and spread.</summary>
    Ccc,

    /// <summary>Pearson's correlation: mean and spread are free.</summary>
    Pearson,
}

/// <summary>Options of <see cref="Ccc"/>.</summary>
public sealed record CccOptions : PartOptions<ILoss>
{
    /// <summary>What agreement means. Default <c>ccc</c>.</summary>
    public AgreementForm Form { get; init; } = AgreementForm.Ccc;
}

/// <summary>Makes a head's outputs agree with ratings over the batch.</summary>
/// <remarks>
/// 1 − 2 cov / (var x + var y + (mean x − mean y)²), or 1 − cov / (sd x · sd y), over the rows of a column that have its rating; mean over columns. A column
/// whose ratings are all equal, or of which fewer than 2 rows have one, says nothing and is left out. Lin 1989, doi:10.2307/2532051.
/// </remarks>
[Part("ccc")]
public sealed class Ccc(CccOptions options) : Module<LossInputs, LossTerm>("ccc"), ILoss
{
    // Of the variances' product: far below any rating scale, and keeps the root's gradient finite where predictions are constant.
    private const double Epsilon = 1e-12;

    /// <summary>Compares predictions with ratings.</summary>
    /// <param name="inputs">Predictions [B, K] and K label columns.</param>
    /// <returns>Null value where no column says anything. Diagnostics: <c>pearson</c>, mean over columns.</returns>
    /// <exception cref="ArgumentException">There is no head, or another number of label columns.</exception>
    public override LossTerm forward(LossInputs inputs)
    {
        using var scope = NewDisposeScope();
        var (predictions, values, present) = Labels.Columns(inputs, "ccc");
        var (losses, pearsons, most) = (new List<Tensor>(), new List<Tensor>(), 0L);
        for (var k = 0; k < predictions.shape[1]; k++)
        {
            var rows = Rows.Of(present.select(1, k));
            most = Math.Max(most, rows.shape[0]);
            if (rows.shape[0] < 2) continue;
            var (x, y) = (Rows.Take(predictions.select(1, k), rows), Rows.Take(values.select(1, k), rows));
            var moments = new Moments(x, y);
            if (moments.VarianceY.ToDouble() < Epsilon) continue;
            pearsons.Add(moments.Pearson());
            losses.Add(1 - (options.Form == AgreementForm.Ccc ? moments.Concordance() : pearsons[^1]));
        }
        if (losses.Count == 0) return Rows.Term(null, most);
        return Rows.Term(stack(losses).mean(), most, new() { ["pearson"] = stack(pearsons).mean().detach() });
    }

    private sealed class Moments
    {
        private readonly Tensor _shift, _varianceX, _covariance;

        public Moments(Tensor x, Tensor y)
        {
            var (meanX, meanY) = (x.mean(), y.mean());
            _shift = meanX - meanY;
            _varianceX = (x - meanX).square().mean();
            VarianceY = (y - meanY).square().mean();
            _covariance = ((x - meanX) * (y - meanY)).mean();
        }

        public Tensor VarianceY { get; }

        public Tensor Concordance() => 2 * _covariance / (_varianceX + VarianceY + _shift.square());

        public Tensor Pearson() => _covariance / (_varianceX * VarianceY + Epsilon).sqrt();
    }
}
