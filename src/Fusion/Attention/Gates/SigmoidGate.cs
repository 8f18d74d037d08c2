using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="SigmoidGate"/>.</summary>
public sealed record SigmoidGateOptions : PartOptions<IGate>
{
    /// <summary>α before training; the gate is open by sigmoid α. Default −4: open by 0.018.</summary>
    [Range(-20.0, 20.0)] public double Init { get; init; } = -4;
}

/// <summary>Lets a branch in by sigmoid α, one learned α for the branch: never the other way round, never quite closed.</summary>
/// <remarks>Unlike <c>tanh</c> at 0, nearly closed it still passes gradients to the branch. Hochreiter and Schmidhuber 1997, LSTM, doi:10.1162/neco.1997.9.8.1735.</remarks>
[Part("sigmoid")]
public sealed class SigmoidGate : Module<Tensor, Tensor, Tensor>, IGate
{
    [ComponentName(Name = "alpha")] private readonly Parameter _alpha;

    /// <summary>Makes a gate.</summary>
    public SigmoidGate(SigmoidGateOptions options) : base("sigmoid")
    {
        InitialOpenness = 1 / (1 + Math.Exp(-options.Init));
        _alpha = new Parameter(full([1], options.Init, ScalarType.Float32));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public double InitialOpenness { get; }

    /// <summary>branch · sigmoid α.</summary>
    /// <param name="branch">[B, T, D] what the branch read.</param>
    /// <param name="query">[B, T, D] not looked at.</param>
    public override Tensor forward(Tensor branch, Tensor query)
    {
        using var scope = NewDisposeScope();
        return Opening.Let(branch, _alpha.sigmoid()).MoveToOuterDisposeScope();
    }
}
