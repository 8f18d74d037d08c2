using System.ComponentModel.DataAnnotations;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="FixedGate"/>.</summary>
public sealed record FixedGateOptions : PartOptions<IGate>
{
    /// <summary>The factor. Default 1: a plain residual; 0 shuts the branch out.</summary>
    [Range(-10.0, 10.0)] public double Value { get; init; } = 1;
}

/// <summary>Multiplies a branch by a number that nobody learns: 1 is the plain residual of He et al. 2015, arXiv:1512.03385.</summary>
[Part("fixed")]
public sealed class FixedGate : Module<Tensor, Tensor, Tensor>, IGate
{
    /// <summary>Makes a gate.</summary>
    public FixedGate(FixedGateOptions options) : base("fixed") => InitialOpenness = options.Value;

    /// <inheritdoc/>
    public double InitialOpenness { get; }

    /// <summary>branch · value.</summary>
    /// <param name="branch">[B, T, D] what the branch read.</param>
    /// <param name="query">[B, T, D] not looked at.</param>
    public override Tensor forward(Tensor branch, Tensor query)
    {
        if (Diagnostics.Wanted) Diagnostics.Report("gate", InitialOpenness);
        // An alias, since a caller may dispose what it was given back and what it gave.
        return InitialOpenness == 1 ? branch.alias() : branch * InitialOpenness;
    }
}
