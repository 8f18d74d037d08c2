using System.ComponentModel.DataAnnotations;
using Eegavi;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MyPlugin;

/// <summary>Options of <see cref="RampGate"/>.</summary>
public sealed record RampGateOptions
{
    /// <summary>How far the gate is open before training, 0 to 1. Default 0.5: half.</summary>
    [Range(0.0, 1.0)] public double Init { get; init; } = 0.5;
}

/// <summary>Lets a branch in by a share that training moves, never below 0 and never above 1.</summary>
[Part("ramp")]
public sealed class RampGate : Module<Tensor, Tensor, Tensor>, IGate
{
    [ComponentName(Name = "share")] private readonly Parameter _share;

    /// <summary>Makes a gate.</summary>
    public RampGate(RampGateOptions options) : base("ramp")
    {
        InitialOpenness = options.Init;
        _share = new Parameter(full([1], options.Init, ScalarType.Float32));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public double InitialOpenness { get; }

    /// <summary>branch · share, the share held between 0 and 1.</summary>
    /// <param name="branch">[B, T, D] what the branch read.</param>
    /// <param name="query">[B, T, D] not looked at.</param>
    public override Tensor forward(Tensor branch, Tensor query)
    {
        using var scope = NewDisposeScope();
        return (branch * _share.clamp(0, 1).to_type(branch.dtype)).MoveToOuterDisposeScope();
    }
}
