using System.ComponentModel.DataAnnotations;
using Eegavi;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace CustomPlugin;

/// <summary>Options of <see cref="ReZeroGate"/>.</summary>
public sealed record ReZeroGateOptions : PartOptions<IGate>
{
    /// <summary>α before training. Default 0: closed.</summary>
    [Range(-5.0, 5.0)] public double Init { get; init; }
}

/// <summary>Lets a branch in by α, one learned number without bounds.</summary>
/// <remarks>Bachlechner et al. 2020, ReZero is all you need, arXiv:2003.04887.</remarks>
[Part("rezero")]
public sealed class ReZeroGate : Module<Tensor, Tensor, Tensor>, IGate
{
    [ComponentName(Name = "alpha")] private readonly Parameter _alpha;

    /// <summary>Makes a gate.</summary>
    public ReZeroGate(ReZeroGateOptions options) : base("rezero")
    {
        InitialOpenness = options.Init;
        _alpha = new Parameter(full([1], options.Init, ScalarType.Float32));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public double InitialOpenness { get; }

    /// <summary>branch · α.</summary>
    /// <param name="branch">[B, T, D] what the branch read.</param>
    /// <param name="query">[B, T, D] not looked at.</param>
    public override Tensor forward(Tensor branch, Tensor query)
    {
        using var scope = NewDisposeScope();
        // Seen in training's log, in `eegavi inspect --diagnostics` and in a run's README.
        if (Diagnostics.Wanted) Diagnostics.Report("gate", _alpha);
        return (branch * _alpha.to_type(branch.dtype)).MoveToOuterDisposeScope();
    }
}
