using System.ComponentModel.DataAnnotations;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>Options of <see cref="InfoNce"/>.</summary>
public sealed record InfoNceOptions : ContrastiveOptions
{
    /// <summary>Temperature τ that divides the cosines, at the start. Default 0.07.</summary>
    [Range(1e-3, 1e2)] public double Temperature { get; init; } = 0.07;

    /// <summary>Whether τ learns from there. Default true.</summary>
    public bool LearnTemperature { get; init; } = true;

    /// <summary>The scale 1/τ is kept at or below this; it is also kept at or above 1, or where it started if that is lower. Default 100.</summary>
    [Range(1, 1e4)] public double MaximumScale { get; init; } = 100;

    /// <summary>Whether the other end must find the first, too. Default true.</summary>
    public bool Symmetric { get; init; } = true;

    /// <summary>Share ε of each target that is spread over all columns. Default 0.</summary>
    [Range(0, 0.99)] public double LabelSmoothing { get; init; }
}

/// <summary>Finds a row's own vector at the other end among those of the batch, and the other way round; each other end by itself.</summary>
/// <remarks>
/// Mean of the cross-entropies of both directions over cosines / τ, summed over the pairs (first end, other end). Radford et al. 2021, CLIP,
/// arXiv:2103.00020; van den Oord et al. 2018, arXiv:1807.03748. An end may be tokens: its cosine is then that of its best token, as in BLIP-2
/// (Li et al. 2023, arXiv:2301.12597). Several contexts in one cross-entropy: <see cref="MultiPositiveInfoNce"/>.
/// </remarks>
[Part("info-nce")]
[LossEnds("fused", "context.*")]
public sealed class InfoNce : Module<LossInputs, LossTerm>, ILoss, IComparesVectors
{
    // What float32 makes of a limit is within it.
    private const double Rounding = 1e-6;
    private readonly InfoNceOptions _options;
    private readonly double _lowest, _highest;
    [ComponentName(Name = "log_scale")] private readonly Parameter _logScale;
    [ComponentName(Name = "ends")] private readonly ProjectedEnds _ends;

    /// <summary>Makes the loss.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="sizes">Width: of the first end; ContextWidths: of the others.</param>
    /// <exception cref="ArgumentException">The projection options contradict each other or the widths.</exception>
    public InfoNce(InfoNceOptions options, PartSizes sizes) : base("info-nce")
    {
        var start = -Math.Log(options.Temperature);
        (_options, _lowest, _highest) = (options, Math.Min(0, start), Math.Max(start, Math.Log(options.MaximumScale)));
        _logScale = Parameter(tensor((float)start), options.LearnTemperature);
        _ends = new ProjectedEnds(options, sizes);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public bool ComparesRows => true;

    /// <summary>Compares the first end with each other end.</summary>
    /// <param name="inputs">At least two ends [B, D_i]; one of each pair may be tokens [B, T, D_i].</param>
    /// <returns>Null value where no pair of ends shares two rows. Diagnostics: <c>scale</c>; <c>part.</c> (its share of the value) and <c>top1.</c> of each other end.</returns>
    public override LossTerm forward(LossInputs inputs)
    {
        using var scope = NewDisposeScope();
        var vectors = _ends.Project(inputs.Ends, tokens: true);
        var scale = Scale();
        var figures = new Dictionary<string, Tensor> { ["scale"] = scale.detach().clone() };
        var (total, most) = ((Tensor?)null, 0L);
        for (var m = 1; m < vectors.Length; m++)
        {
            var (first, other) = (inputs.Ends[0], inputs.Ends[m]);
            var rows = Rows.OfAll(first, other);
            most = Math.Max(most, rows.shape[0]);
            if (rows.shape[0] < 2) continue;
            var logits = TokenCosines.Of(vectors[0], first.Present, vectors[m], other.Present, rows) * scale;
            var table = PairTable.Of(rows, rows, StimulusOverlap.Of(inputs, _options.SharedStimulus, first, other), _options.SharedStimulus);
            var pair = _options.Symmetric ? Contrast.Symmetric(logits, table, _options.LabelSmoothing) : Contrast.CrossEntropy(logits, table, _options.LabelSmoothing).mean();
            total = total is null ? pair : total + pair;
            figures[$"part.{other.Name}"] = pair.detach();
            figures[$"top1.{other.Name}"] = Rows.Top1(logits, table.Positive);
        }
        return Rows.Term(total, most, figures);
    }

    /// <inheritdoc/>
    public IReadOnlyList<LossVector> Compared(LossInputs inputs) => _ends.Compared(inputs.Ends);

    // Held in place, so that a scale at its limit still feels a gradient that leads back; only where a step of the optimiser has just left the limits.
    private Tensor Scale()
    {
        if (training && _logScale.ToDouble() is var now && (now < _lowest - Rounding || now > _highest + Rounding))
        {
            using var _ = no_grad();
            _logScale.clamp_(_lowest, _highest);
        }
        return _logScale.clamp(_lowest, _highest).exp();
    }
}
