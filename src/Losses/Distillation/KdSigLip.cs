using TorchSharp.Utils;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>Options of <see cref="KdSigLip"/>.</summary>
public sealed record KdSigLipOptions : SigmoidOptions
{
    /// <summary>Options as the loss is meant: a projector into the teacher's width, the teacher as it is.</summary>
    public KdSigLipOptions() => (Projector, TargetStopGradient) = (Projection.Anchor, StopGradient.Input);
}

/// <summary>Tells the teacher's vector of a row from its vectors of other rows: <see cref="SigLip"/> towards a teacher.</summary>
/// <remarks>Scale and bias belong to the loss and learn. Zhai et al. 2023, arXiv:2303.15343.</remarks>
[Part("kd-siglip")]
[LossEnds("fused", "teacher.fused")]
public sealed class KdSigLip : Module<LossInputs, LossTerm>, ILoss, IComparesVectors
{
    [ComponentName(Name = "pairs")] private readonly SigmoidPairs _pairs;

    /// <summary>Makes the loss.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="sizes">Width: of the student's vector; ContextWidths: the teachers'.</param>
    /// <exception cref="ArgumentException">The projection options contradict each other or the widths.</exception>
    public KdSigLip(KdSigLipOptions options, PartSizes sizes) : base("kd-siglip")
    {
        _pairs = new SigmoidPairs(options, sizes);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public bool ComparesRows => true;

    /// <summary>Compares the student with each teacher.</summary>
    /// <param name="inputs">Student [B, D] and at least one teacher [B, E_i].</param>
    /// <returns>Null value where no teacher shares two rows. Diagnostics: <c>scale</c>, <c>bias</c>; <c>part.</c> (its share of the value) and <c>top1.</c> of each teacher.</returns>
    public override LossTerm forward(LossInputs inputs) => _pairs.Compare(inputs);

    /// <inheritdoc/>
    public IReadOnlyList<LossVector> Compared(LossInputs inputs) => _pairs.Compared(inputs);
}
