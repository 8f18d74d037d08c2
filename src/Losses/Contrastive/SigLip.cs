using TorchSharp.Utils;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>Options of <see cref="SigLip"/>.</summary>
public sealed record SigLipOptions : SigmoidOptions;

/// <summary>Tells matching pairs from all others, each pair by itself.</summary>
/// <remarks>
/// Σ over i, j of −ln σ(y_ij (e^t' z_i·z_j + b)) / n with y = 1 where rows match, −1 elsewhere; summed over the pairs (first end, other end).
/// n counts the rows that both ends have, in all processes; rows of other processes are negatives. Zhai et al. 2023, Sigmoid Loss for Language Image
/// Pre-Training, arXiv:2303.15343. Differs: the default bias follows the batch size; rows without a vector are removed; rows that saw the same are no negatives.
/// </remarks>
[Part("siglip")]
[LossEnds("fused", "context.*")]
public sealed class SigLip : Module<LossInputs, LossTerm>, ILoss, IComparesVectors
{
    [ComponentName(Name = "pairs")] private readonly SigmoidPairs _pairs;

    /// <summary>Makes the loss.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="sizes">Width: of the first end; ContextWidths: of the others.</param>
    /// <exception cref="ArgumentException">The projection options contradict each other or the widths.</exception>
    public SigLip(SigLipOptions options, PartSizes sizes) : base("siglip")
    {
        _pairs = new SigmoidPairs(options, sizes);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public bool ComparesRows => true;

    /// <summary>Compares the first end with each other end.</summary>
    /// <param name="inputs">At least two ends [B, D_i].</param>
    /// <returns>Null value where no pair of ends shares two rows. Diagnostics: <c>scale</c>, <c>bias</c>; <c>part.</c> (its share of the value) and <c>top1.</c> of each other end.</returns>
    public override LossTerm forward(LossInputs inputs) => _pairs.Compare(inputs);

    /// <inheritdoc/>
    public IReadOnlyList<LossVector> Compared(LossInputs inputs) => _pairs.Compared(inputs);
}
