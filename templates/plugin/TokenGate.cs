using System.ComponentModel.DataAnnotations;
using Eegavi;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MyPlugin;

/// <summary>Options of <see cref="TokenGate"/>.</summary>
public sealed record TokenGateOptions : PartOptions<IGate>
{
    /// <summary>How far the gate is open before training, for every token. Default 0.5: half.</summary>
    [Range(0.01, 0.99)] public double Init { get; init; } = 0.5;
}

/// <summary>Lets a branch in token by token: each query token chooses its own share.</summary>
[Part("per-token")]
public sealed class TokenGate : Module<Tensor, Tensor, Tensor>, IGate
{
    [ComponentName(Name = "choice")] private readonly Linear _choice;

    /// <summary>Makes a gate.</summary>
    public TokenGate(TokenGateOptions options, PartSizes sizes) : base("per-token")
    {
        InitialOpenness = options.Init;
        _choice = Linear(sizes.Width, 1);
        // Before training every token chooses the same.
        init.zeros_(_choice.weight);
        init.constant_(_choice.bias, Math.Log(options.Init / (1 - options.Init)));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public double InitialOpenness { get; }

    /// <summary>branch · sigmoid(w·query + b).</summary>
    /// <param name="branch">[B, T, D] what the branch read.</param>
    /// <param name="query">[B, T, D] the tokens that choose.</param>
    /// <exception cref="ArgumentException">The axes do not fit.</exception>
    public override Tensor forward(Tensor branch, Tensor query)
    {
        Axes.Match((_choice.weight!, "1 D"), (branch, "B T D"), (query, "B T D"));
        using var scope = NewDisposeScope();
        var share = _choice.call(query).sigmoid();                                          // [B, T, 1]
        return (branch * share.to_type(branch.dtype)).MoveToOuterDisposeScope();
    }
}
