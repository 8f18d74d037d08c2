using System.ComponentModel.DataAnnotations;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="Prefix"/>.</summary>
public sealed record PrefixOptions : PartOptions<IFusionBlock>, ISizedOptions
{
    /// <summary>Layers. Default 2.</summary>
    [Range(1, 64)] public int Depth { get; init; } = 2;

    /// <summary>Heads H. Default 8.</summary>
    [Range(1, 128)] public int Heads { get; init; } = 8;

    /// <summary>Width d of one head. Default 64.</summary>
    [Range(1, 1024)] public int HeadWidth { get; init; } = 64;

    /// <summary>Hidden width of the feed-forward over D. Default 4; 0 = no feed-forward.</summary>
    [Range(0.0, 16.0)] public double FeedForwardMultiplier { get; init; } = 4;

    /// <summary>Chance with which the output of an attention or a feed-forward is dropped in training. Default 0.</summary>
    [Range(0.0, 0.99)] public double Dropout { get; init; }

    /// <summary>How a context meets the model's width. Default <c>linear</c>.</summary>
    public PrefixProjector Projector { get; init; } = PrefixProjector.Linear;

    /// <summary>Which tokens of query and contexts a token may see. Default <c>all</c>.</summary>
    public Part<IVisibility> Visibility { get; init; } = new("all");

    /// <summary>How attention knows of time. Default <c>none</c>.</summary>
    public Part<IPosition> Position { get; init; } = new("none");

    double ISizedOptions.LeastNumbers(PartSizes sizes)
    {
        double width = sizes.Width;
        return (Depth * 2 * width * ((2.0 * Heads * HeadWidth) + Math.Floor(width * FeedForwardMultiplier))) + (width * sizes.ContextWidths.Sum(read => (double)read));
    }
}

/// <summary>How a context meets the model's width.</summary>
public enum PrefixProjector
{
    /// <summary>LayerNorm → Linear, as in LLaVA.</summary>
    Linear,

    /// <summary>LayerNorm → Linear → GELU → Linear, as in LLaVA-1.5.</summary>
    Mlp,
}
