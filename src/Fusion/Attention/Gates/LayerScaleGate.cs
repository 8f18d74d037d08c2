using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="LayerScaleGate"/>.</summary>
public sealed record LayerScaleGateOptions : PartOptions<IGate>
{
    /// <summary>γ of every channel before training. Default 0.1, as published for up to 18 layers; 1e-5 for 24.</summary>
    [Range(-10.0, 10.0)] public double Init { get; init; } = 0.1;
}

/// <summary>Multiplies each channel of a branch by a learned γ that starts small.</summary>
/// <remarks>Touvron et al. 2021, Going deeper with image transformers, LayerScale, arXiv:2103.17239.</remarks>
[Part("layer-scale")]
public sealed class LayerScaleGate : Module<Tensor, Tensor, Tensor>, IGate
{
    [ComponentName(Name = "gamma")] private readonly Parameter _gamma;

    /// <summary>Makes a gate.</summary>
    public LayerScaleGate(LayerScaleGateOptions options, PartSizes sizes) : base("layer-scale")
    {
        InitialOpenness = options.Init;
        _gamma = new Parameter(full([sizes.Width], options.Init, ScalarType.Float32));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public double InitialOpenness { get; }

    /// <summary>branch · γ.</summary>
    /// <param name="branch">[B, T, D] what the branch read.</param>
    /// <param name="query">[B, T, D] not looked at.</param>
    /// <exception cref="ArgumentException">The branch is not as wide as the gate.</exception>
    public override Tensor forward(Tensor branch, Tensor query)
    {
        Axes.Match((_gamma, "D"), (branch, "B T D"));
        using var scope = NewDisposeScope();
        return Opening.Let(branch, _gamma).MoveToOuterDisposeScope();
    }
}
