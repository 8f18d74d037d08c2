using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="MlpHead"/>.</summary>
public sealed record MlpHeadOptions : PartOptions<IHead>, ISizedOptions
{
    /// <summary>Hidden width. Default 0: the width of the embedding.</summary>
    [Range(0, 65536)] public int Hidden { get; init; }

    /// <summary>Chance with which a hidden unit is dropped in training. Default 0.1.</summary>
    [Range(0.0, 0.99)] public double Dropout { get; init; } = 0.1;

    double ISizedOptions.LeastNumbers(PartSizes sizes) => (Hidden > 0 ? Hidden : sizes.InputWidth) * ((double)sizes.InputWidth + sizes.Outputs);
}

/// <summary>Predicts with a small network: LayerNorm → Linear → GELU → Dropout → Linear.</summary>
[Part("mlp")]
public sealed class MlpHead : Module<Tensor, Tensor>, IHead
{
    private readonly int _width;
    [ComponentName(Name = "layers")] private readonly Sequential _layers;

    /// <summary>Makes a head.</summary>
    public MlpHead(MlpHeadOptions options, PartSizes sizes) : base("mlp")
    {
        _width = sizes.InputWidth;
        var hidden = options.Hidden > 0 ? options.Hidden : sizes.InputWidth;
        _layers = Sequential(LayerNorm(sizes.InputWidth), Linear(sizes.InputWidth, hidden), GELU(), Dropout(options.Dropout), Linear(hidden, sizes.Outputs));
        RegisterComponents();
    }

    /// <summary>[B, D] → [B, K].</summary>
    /// <exception cref="ArgumentException">The axes do not fit.</exception>
    public override Tensor forward(Tensor embedding)
    {
        Axes.Match((embedding, $"B {_width}"));
        using var scope = NewDisposeScope();
        return _layers.call(embedding).MoveToOuterDisposeScope();
    }
}
