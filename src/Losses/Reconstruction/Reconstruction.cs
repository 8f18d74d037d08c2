using System.ComponentModel.DataAnnotations;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>Options of <see cref="Reconstruction"/>.</summary>
public sealed record ReconstructionOptions : PartOptions<ILoss>
{
    /// <summary>How far what is reconstructed is from its target. Default <c>smooth-l1</c>.</summary>
    public FeatureForm Form { get; init; } = FeatureForm.SmoothL1;

    /// <summary>Width of each decoder's hidden layer; 0 = the first end's. Default 0.</summary>
    [Range(0, 65536)] public int Hidden { get; init; }

    /// <summary>Whether each target is brought to mean 0 and variance 1, so that no modality's size rules. Default true.</summary>
    public bool Standardise { get; init; } = true;

    /// <summary>
    /// Where the gradient towards the targets stops. Default <c>input</c>: with <c>none</c> encoders can make their vectors easy to guess by
    /// saying nothing.
    /// </summary>
    public StopGradient TargetStopGradient { get; init; } = StopGradient.Input;
}

/// <summary>Reconstructs each modality's vector from the first end, each through its own decoder.</summary>
/// <remarks>Mean over rows that have both, summed over modalities. A decoder is LN → Linear → GELU → Linear. Targets: Baevski et al. 2022, data2vec, arXiv:2202.03555.</remarks>
[Part("reconstruction")]
[LossEnds("fused", "context.*")]
public sealed class Reconstruction : Module<LossInputs, LossTerm>, ILoss
{
    private readonly ReconstructionOptions _options;
    private readonly PartSizes _sizes;
    private readonly List<Decoder> _decoders;

    /// <summary>Makes the loss.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="sizes">Width: of the first end; ContextWidths: of the others.</param>
    public Reconstruction(ReconstructionOptions options, PartSizes sizes) : base("reconstruction")
    {
        (_options, _sizes) = (options, sizes);
        _decoders = [.. sizes.ContextWidths.Select(width => new Decoder(sizes.Width, options.Hidden == 0 ? sizes.Width : options.Hidden, width))];
        for (var m = 0; m < _decoders.Count; m++) register_module($"decoder_{m}", _decoders[m]);
    }

    /// <summary>Reconstructs all other ends from the first.</summary>
    /// <param name="inputs">At least two ends [B, D_i].</param>
    /// <returns>Null value where no other end shares two rows. Diagnostics: <c>loss.</c> and the end.</returns>
    public override LossTerm forward(LossInputs inputs)
    {
        using var scope = NewDisposeScope();
        var (figures, total, most) = (new Dictionary<string, Tensor>(), (Tensor?)null, 0L);
        for (var m = 1; m < inputs.Ends.Count; m++)
        {
            var (first, other) = (inputs.Ends[0], inputs.Ends[m]);
            Axes.Match((first.Values, $"B {_sizes.Width}"), (other.Values, $"B {_sizes.ContextWidths[m - 1]}"));
            var rows = Rows.OfAll(first, other);
            most = Math.Max(most, rows.shape[0]);
            if (rows.shape[0] < 2) continue;
            var part = FeatureDistance.Mean(_options.Form, _decoders[m - 1].call(Rows.Take(first.Values, rows)), Target(other, rows));
            total = total is null ? part : total + part;
            figures[$"loss.{other.Name}"] = part.detach().clone();
        }
        return Rows.Term(total, most, figures);
    }

    private Tensor Target(LossVector end, Tensor rows)
    {
        var target = Rows.Take(end.Values, rows);
        if (_options.Standardise) target = FeatureDistance.Standardised(target);
        return _options.TargetStopGradient == StopGradient.None ? target : target.detach();
    }
}
