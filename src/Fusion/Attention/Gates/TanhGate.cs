using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="TanhGate"/>.</summary>
public sealed record TanhGateOptions : PartOptions<IGate>
{
    /// <summary>α before training; the gate is open by tanh α. Default 0: closed; −4 is open by −1, not closed.</summary>
    [Range(-5.0, 5.0)] public double Init { get; init; }
}

/// <summary>Lets a branch in by tanh α, one learned α for the branch.</summary>
/// <remarks>Closed at the start, it passes no gradient but its own. Alayrac et al. 2022, Flamingo, arXiv:2204.14198.</remarks>
[Part("tanh")]
public sealed class TanhGate : Module<Tensor, Tensor, Tensor>, IGate
{
    [ComponentName(Name = "alpha")] private readonly Parameter _alpha;

    /// <summary>Makes a gate.</summary>
    public TanhGate(TanhGateOptions options) : base("tanh")
    {
        InitialOpenness = Math.Tanh(options.Init);
        _alpha = new Parameter(full([1], options.Init, ScalarType.Float32));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public double InitialOpenness { get; }

    /// <summary>branch · tanh α.</summary>
    /// <param name="branch">[B, T, D] what the branch read.</param>
    /// <param name="query">[B, T, D] not looked at.</param>
    public override Tensor forward(Tensor branch, Tensor query)
    {
        using var scope = NewDisposeScope();
        return Opening.Let(branch, _alpha.tanh()).MoveToOuterDisposeScope();
    }
}
