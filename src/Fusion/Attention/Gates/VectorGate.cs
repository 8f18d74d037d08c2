using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="VectorGate"/>.</summary>
public sealed record VectorGateOptions : PartOptions<IGate>
{
    /// <summary>α of every channel before training; a channel is open by tanh α. Default 0: closed.</summary>
    [Range(-5.0, 5.0)] public double Init { get; init; }

    /// <summary>Whether what the branch read is normalised first, so that a loud branch is no more open than a quiet one. Default yes.</summary>
    public bool Norm { get; init; } = true;
}

/// <summary>Lets each channel of a branch in by its own tanh α, after a norm.</summary>
/// <remarks>
/// The norm has no shift, so that a token that read nothing gets nothing.
/// Alayrac et al. 2022, Flamingo, arXiv:2204.14198. Differs: one α for each channel in place of one for the branch; the norm.
/// </remarks>
[Part("vector")]
public sealed class VectorGate : Module<Tensor, Tensor, Tensor>, IGate
{
    [ComponentName(Name = "alpha")] private readonly Parameter _alpha;
    [ComponentName(Name = "norm")] private readonly LayerNorm? _norm;

    /// <summary>Makes a gate.</summary>
    public VectorGate(VectorGateOptions options, PartSizes sizes) : base("vector")
    {
        InitialOpenness = Math.Tanh(options.Init);
        _alpha = new Parameter(full([sizes.Width], options.Init, ScalarType.Float32));
        if (options.Norm) _norm = LayerNorm(sizes.Width, bias: false);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public double InitialOpenness { get; }

    /// <summary>LayerNorm(branch) · tanh α.</summary>
    /// <param name="branch">[B, T, D] what the branch read.</param>
    /// <param name="query">[B, T, D] not looked at.</param>
    /// <exception cref="ArgumentException">The branch is not as wide as the gate.</exception>
    public override Tensor forward(Tensor branch, Tensor query)
    {
        Axes.Match((_alpha, "D"), (branch, "B T D"));
        using var scope = NewDisposeScope();
        var read = _norm is null ? branch : _norm.call(branch.to_type(_norm.weight.dtype));
        return Opening.Let(read, _alpha.tanh()).MoveToOuterDisposeScope();
    }
}
