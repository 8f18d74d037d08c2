using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="LinearHead"/>.</summary>
public sealed record LinearHeadOptions : PartOptions<IHead>, ISizedOptions
{
    /// <summary>Chance with which a channel of the embedding is dropped in training. Default 0.</summary>
    [Range(0.0, 0.99)] public double Dropout { get; init; }

    double ISizedOptions.LeastNumbers(PartSizes sizes) => (double)sizes.InputWidth * sizes.Outputs;
}

/// <summary>Predicts with one linear map of the embedding.</summary>
[Part("linear")]
public sealed class LinearHead : Module<Tensor, Tensor>, IHead
{
    private readonly int _width;
    [ComponentName(Name = "dropout")] private readonly Dropout _dropout;
    [ComponentName(Name = "linear")] private readonly Linear _linear;

    /// <summary>Makes a head.</summary>
    public LinearHead(LinearHeadOptions options, PartSizes sizes) : base("linear")
    {
        _width = sizes.InputWidth;
        _dropout = Dropout(options.Dropout);
        _linear = Linear(sizes.InputWidth, sizes.Outputs);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public bool IsLinear => true;

    /// <summary>[B, D] → [B, K].</summary>
    /// <exception cref="ArgumentException">The axes do not fit.</exception>
    public override Tensor forward(Tensor embedding)
    {
        Axes.Match((embedding, $"B {_width}"));
        using var scope = NewDisposeScope();
        return _linear.call(_dropout.call(embedding)).MoveToOuterDisposeScope();
    }
}
