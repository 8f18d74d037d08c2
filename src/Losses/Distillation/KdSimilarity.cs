using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>Options of <see cref="KdSimilarity"/>.</summary>
public sealed record KdSimilarityOptions : ProjectionOptions
{
    /// <summary>Options as the loss is meant: a table of similarities needs no common width.</summary>
    public KdSimilarityOptions() => (Projector, TargetStopGradient) = (Projection.None, StopGradient.Input);

    /// <summary>Temperature τ of the student's similarities at the start. Default 0.07.</summary>
    [Range(1e-3, 1e2)] public double Temperature { get; init; } = 0.07;

    /// <summary>Whether τ learns from there. Default false.</summary>
    public bool LearnTemperature { get; init; }

    /// <summary>Temperature of the teacher's similarities. Default 0.07.</summary>
    [Range(1e-3, 1e2)] public double TeacherTemperature { get; init; } = 0.07;
}

/// <summary>Makes rows resemble each other as they do for the teacher.</summary>
/// <remarks>
/// Four ends (student's a and b, teacher's a and b): −Σ softmax(teacher a·bᵀ/τ_t) ln softmax(student a·bᵀ/τ), rows averaged, both directions averaged; the
/// form of open_clip's DistillClipLoss (Wu et al. 2023, TinyCLIP, arXiv:2309.12314). Two ends (student, teacher): each with itself, without the
/// diagonal, which is 1 for everybody (Park et al. 2019, Relational Knowledge Distillation, arXiv:1904.05068). Widths of student and teacher may differ.
/// </remarks>
[Part("kd-similarity")]
[LossEnds("fused", "teacher.fused")]
public sealed class KdSimilarity : Module<LossInputs, LossTerm>, ILoss
{
    private readonly double _teacherTemperature;
    private readonly StopGradient _targetStop;
    [ComponentName(Name = "log_temperature")] private readonly Parameter _logTemperature;
    [ComponentName(Name = "ends")] private readonly ProjectedEnds? _ends;

    /// <summary>Makes the loss.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="sizes">Width: of the first end; ContextWidths: one other, or three.</param>
    /// <exception cref="ArgumentException">There are neither two nor four ends, or the student's two ends have two widths and no projectors.</exception>
    public KdSimilarity(KdSimilarityOptions options, PartSizes sizes) : base("kd-similarity")
    {
        if (sizes.ContextWidths.Count is not (1 or 3)) throw new ArgumentException($"Expected two or four ends for kd-similarity (the student's, then the teacher's); got {sizes.ContextWidths.Count + 1}.");
        (_teacherTemperature, _targetStop) = (options.TeacherTemperature, options.TargetStopGradient);
        _logTemperature = Parameter(tensor((float)Math.Log(options.Temperature)), options.LearnTemperature);
        // Only the student's two ends are brought together; the teacher's are as the teacher compares them.
        if (sizes.ContextWidths.Count == 3)
            _ends = new ProjectedEnds(options with { TargetStopGradient = StopGradient.None }, sizes with { ContextWidths = [sizes.ContextWidths[0]] });
        RegisterComponents();
    }

    /// <inheritdoc/>
    public bool ComparesRows => true;

    /// <summary>Compares the tables of similarities.</summary>
    /// <param name="inputs">Ends: student, teacher; or student a, student b, teacher a, teacher b.</param>
    /// <returns>Null value where fewer than 2 rows (3 for two ends) have all. Diagnostics: <c>temperature</c>.</returns>
    public override LossTerm forward(LossInputs inputs)
    {
        using var scope = NewDisposeScope();
        var rows = Rows.OfAll([.. inputs.Ends]);
        var (n, isSelf) = (rows.shape[0], _ends is null);
        // With two rows and no diagonal every row has one other: nothing can differ.
        if (n < (isSelf ? 3 : 2)) return Rows.Term(null, n);
        var temperature = _logTemperature.exp();
        var student = (isSelf ? Self(Unit(inputs.Ends[0], rows)) : Between([.. _ends!.Project([.. inputs.Ends.Take(2)]).Select(e => Rows.Take(e, rows))])) / temperature;
        var teacher = (isSelf ? Self(Unit(inputs.Ends[1], rows)) : Between([Unit(inputs.Ends[2], rows), Unit(inputs.Ends[3], rows)])) / _teacherTemperature;
        if (_targetStop != StopGradient.None) teacher = teacher.detach();
        var value = isSelf ? Rowwise(student, teacher) : (Rowwise(student, teacher) + Rowwise(student.t(), teacher.t())) / 2;
        return Rows.Term(value, n, new() { ["temperature"] = temperature.detach().clone() });
    }

    private static Tensor Unit(LossVector end, Tensor rows)
    {
        Axes.Match((end.Values, "B D"), (end.Present, "B"));
        return functional.normalize(Rows.Take(end.Values, rows), 2, 1);
    }

    private static Tensor Between(Tensor[] ends) => ends[0].mm(ends[1].t());

    // [n, n − 1]: without the diagonal. n² entries less the last are n − 1 runs of n + 1 that each begin on the diagonal.
    private static Tensor Self(Tensor x)
    {
        var n = x.shape[0];
        return x.mm(x.t()).flatten().narrow(0, 0, n * n - 1).reshape(n - 1, n + 1).narrow(1, 1, n).reshape(n, n - 1);
    }

    private static Tensor Rowwise(Tensor student, Tensor teacher) => -(teacher.softmax(1) * student.log_softmax(1)).sum(1).mean();
}
