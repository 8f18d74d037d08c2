using System.ComponentModel.DataAnnotations;

namespace Eegavi.Fusion;

/// <summary>How the latents of <see cref="PerceiverResampler"/> stand among the keys that they read.</summary>
public enum LatentKeys
{
    /// <summary>As they are: Flamingo.</summary>
    Open,

    /// <summary>Times the sigmoid of a learned number, at first −4: nearly closed.</summary>
    Gated,

    /// <summary>Times the learned number itself, at first −4: what the Python prototype computes where its words say <see cref="Gated"/>; for its weights.</summary>
    RawGate,
}

/// <summary>Options of <see cref="PerceiverResampler"/>.</summary>
public sealed record PerceiverResamplerOptions : PartOptions<IResampler>, ISizedOptions
{
    /// <summary>Latents L: tokens that come out for each media item. Default 64.</summary>
    [Range(1, 1024)] public int Latents { get; init; } = 64;

    /// <summary>Layers. Default 2.</summary>
    [Range(1, 64)] public int Depth { get; init; } = 2;

    /// <summary>Heads H. Default 8.</summary>
    [Range(1, 128)] public int Heads { get; init; } = 8;

    /// <summary>Width d of one head. Default 64.</summary>
    [Range(1, 1024)] public int HeadWidth { get; init; } = 64;

    /// <summary>Hidden width of the feed-forward over the width of the tokens. Default 4.</summary>
    [Range(0.1, 16.0)] public double Multiplier { get; init; } = 4;

    /// <summary>Learned positions of media items, at most so many; flamingo-pytorch has 4. Default 0: none, as in OpenFlamingo's weights.</summary>
    [Range(0, 65536)] public int MediaPositions { get; init; }

    /// <summary>Learned positions of the frames of an item, at most so many. Default 0: none, so the order of frames is not seen.</summary>
    [Range(0, 65536)] public int FramePositions { get; init; }

    /// <summary>Tokens of a frame, for <see cref="FramePositions"/>. Default 1.</summary>
    [Range(1, 65536)] public int TokensPerFrame { get; init; } = 1;

    /// <summary>How the latents stand among their own keys. Default <c>open</c>.</summary>
    public LatentKeys LatentKeys { get; init; } = LatentKeys.Open;

    /// <summary>Cuts items into time units of so many seconds, each resampled by itself. Default 0: items stay whole.</summary>
    [Range(0.0, 86400.0)] public double UnitSeconds { get; init; }

    double ISizedOptions.LeastNumbers(PartSizes sizes)
    {
        double width = sizes.InputWidth;
        return (Depth * 2 * width * ((2.0 * Heads * HeadWidth) + Math.Floor(width * Multiplier))) + (width * ((double)Latents + FramePositions + MediaPositions));
    }
}
