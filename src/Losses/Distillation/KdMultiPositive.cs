using TorchSharp.Utils;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>Options of <see cref="KdMultiPositive"/>.</summary>
public sealed record KdMultiPositiveOptions : MultiPositiveOptions
{
    /// <summary>Options as the loss is meant: a projector into the teachers' width, the teachers as they are.</summary>
    public KdMultiPositiveOptions() => (Projector, TargetStopGradient) = (Projection.Anchor, StopGradient.Input);
}

/// <summary>Finds a teacher's vectors of a row, one for each modality it knows, among those of the batch: <see cref="MultiPositiveInfoNce"/> towards teachers.</summary>
/// <remarks>Tian et al. 2019, Contrastive Representation Distillation, arXiv:1910.10699, with several positives.</remarks>
[Part("kd-multi-positive")]
[LossEnds("fused", "teacher.*")]
public sealed class KdMultiPositive : Module<LossInputs, LossTerm>, ILoss, IComparesVectors
{
    [ComponentName(Name = "positives")] private readonly MultiPositive _positives;

    /// <summary>Makes the loss.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="sizes">Width: of the student's vector; ContextWidths: the teachers', equal unless each has a projector.</param>
    /// <exception cref="ArgumentException">The projection options contradict each other or the widths.</exception>
    public KdMultiPositive(KdMultiPositiveOptions options, PartSizes sizes) : base("kd-multi-positive")
    {
        _positives = new MultiPositive(options, sizes);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public bool ComparesRows => true;

    /// <summary>Compares the student with all teachers at once.</summary>
    /// <param name="inputs">Student [B, D] and at least one teacher [B, E_i].</param>
    /// <returns>Null value where fewer than 2 rows have both a student and a teacher. Diagnostics: <c>above_floor</c>, <c>temperature</c>, <c>top1</c>; <c>part.</c> (cross-entropy of its positives) of each other end.</returns>
    public override LossTerm forward(LossInputs inputs) => _positives.Compare(inputs);

    /// <inheritdoc/>
    public IReadOnlyList<LossVector> Compared(LossInputs inputs) => _positives.Compared(inputs);
}
