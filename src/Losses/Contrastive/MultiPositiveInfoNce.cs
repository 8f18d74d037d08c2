using TorchSharp.Utils;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>Options of <see cref="MultiPositiveInfoNce"/>.</summary>
public sealed record MultiPositiveInfoNceOptions : MultiPositiveOptions;

/// <summary>Finds a row's own context vectors, of all modalities, among those of the whole batch.</summary>
/// <remarks>
/// V_i = the modalities that row i has; columns = all (modality, row) pairs that exist; s = cosine / τ. Form <c>mean</c>:
/// −1/|V_i| Σ over p in V_i of (s_ip − LSE over all columns); <c>log-sum</c>: LSE over all − LSE over V_i; <c>per-modality</c>: as mean with the LSE over
/// the columns of p's modality. Averaged over rows with a first end and a non-empty V_i. The mean form cannot fall below the mean of ln |V_i|:
/// the diagnostic <c>above_floor</c> is the value minus that. Khosla et al. 2020, Supervised Contrastive Learning, arXiv:2004.11362 (mean: "out", log-sum: "in").
/// </remarks>
[Part("multi-positive-info-nce")]
[LossEnds("fused", "context.*")]
public sealed class MultiPositiveInfoNce : Module<LossInputs, LossTerm>, ILoss, IComparesVectors
{
    [ComponentName(Name = "positives")] private readonly MultiPositive _positives;

    /// <summary>Makes the loss.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="sizes">Width: of the first end; ContextWidths: of the others.</param>
    /// <exception cref="ArgumentException">The projection options contradict each other or the widths.</exception>
    public MultiPositiveInfoNce(MultiPositiveInfoNceOptions options, PartSizes sizes) : base("multi-positive-info-nce")
    {
        _positives = new MultiPositive(options, sizes);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public bool ComparesRows => true;

    /// <summary>Compares the first end with all others at once.</summary>
    /// <param name="inputs">At least two ends [B, D_i].</param>
    /// <returns>Null value where fewer than 2 rows have both a first end and another. Diagnostics: <c>above_floor</c>, <c>temperature</c>, <c>top1</c>; <c>part.</c> (cross-entropy of its positives) of each other end.</returns>
    public override LossTerm forward(LossInputs inputs) => _positives.Compare(inputs);

    /// <inheritdoc/>
    public IReadOnlyList<LossVector> Compared(LossInputs inputs) => _positives.Compared(inputs);
}
