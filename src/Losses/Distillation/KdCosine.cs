using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>Options of <see cref="KdCosine"/>.</summary>
public sealed record KdCosineOptions : ProjectionOptions
{
    /// <summary>Options as the loss is meant: a projector into the teacher's width, the teacher as it is.</summary>
    public KdCosineOptions() => (Projector, TargetStopGradient) = (Projection.Anchor, StopGradient.Input);
}

/// <summary>Turns the student's vector into the direction of the teacher's.</summary>
/// <remarks>
/// Mean of 1 − cos over rows that have both. Every target equal would satisfy it with a constant: look at <c>cosine_mismatched</c>. With a learned
/// projector for the target both sides would agree on one: that is refused. Hinton et al. 2015, arXiv:1503.02531; Romero et al. 2014, FitNets, arXiv:1412.6550.
/// </remarks>
[Part("kd-cosine")]
[LossEnds("fused", "teacher.fused")]
public sealed class KdCosine : Module<LossInputs, LossTerm>, ILoss, IComparesVectors
{
    [ComponentName(Name = "ends")] private readonly ProjectedEnds _ends;

    /// <summary>Makes the loss.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="sizes">Width: of the student's vector; ContextWidths: the teacher's.</param>
    /// <exception cref="ArgumentException">The target projector learns, or the projection options contradict each other or the widths.</exception>
    public KdCosine(KdCosineOptions options, PartSizes sizes) : base("kd-cosine")
    {
        if (options is { Projector: Projection.Own or Projection.Shared, TargetProjector: TargetProjection.Learned })
            throw new ArgumentException("Expected projector 'anchor' or 'none', or targetProjector 'frozen', for kd-cosine; got a learned projector of the target: both would learn to forget.");
        _ends = new ProjectedEnds(options, sizes);
        RegisterComponents();
    }

    /// <summary>Compares student and teacher.</summary>
    /// <param name="inputs">Two ends: student [B, D], teacher [B, E].</param>
    /// <returns>Null value where fewer than 2 rows have both. Diagnostics: <c>cosine</c>, <c>cosine_mismatched</c>.</returns>
    /// <exception cref="ArgumentException">There are more or fewer than two ends.</exception>
    public override LossTerm forward(LossInputs inputs)
    {
        var (student, teacher) = Rows.Two(inputs, "kd-cosine");
        using var scope = NewDisposeScope();
        var rows = Rows.OfAll(student, teacher);
        if (rows.shape[0] < 2) return Rows.Term(null, rows.shape[0]);
        var ends = _ends.Project(inputs.Ends);
        var (from, to) = (Rows.Take(ends[0], rows), Rows.Take(ends[1], rows));
        return Rows.Term(1 - (from * to).sum(1).mean(), rows.shape[0], Rows.Cosines(from, to));
    }

    /// <inheritdoc/>
    public IReadOnlyList<LossVector> Compared(LossInputs inputs) => _ends.Compared(inputs.Ends);
}
