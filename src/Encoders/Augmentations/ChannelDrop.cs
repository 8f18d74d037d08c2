using System.ComponentModel.DataAnnotations;
using static TorchSharp.torch;

namespace Eegavi.Encoders;

/// <summary>Options of <see cref="ChannelDrop"/>.</summary>
public sealed record ChannelDropOptions : PartOptions<IAugmentation>
{
    /// <summary>Chance that a channel is silent throughout a row. Default 0.2.</summary>
    [Range(0.0, 1.0)] public double Channels { get; init; } = 0.2;
}

/// <summary>Silences whole channels, as electrodes that came off.</summary>
/// <remarks>Saeed et al. 2021, Learning from heterogeneous EEG signals with differentiable channel reordering, arXiv:2010.13694 (channel dropout).</remarks>
[Part("channel-drop")]
public sealed class ChannelDrop(ChannelDropOptions options) : IAugmentation
{
    /// <inheritdoc/>
    /// <remarks>[B, C, S].</remarks>
    public ModalityWindow Change(ModalityWindow window)
    {
        Axes.Match((window.Values, "B C S"), (window.Valid, "B S"));
        using var scope = NewDisposeScope();
        var shape = window.Values.shape;
        var silent = rand([shape[0], shape[1], 1], device: window.Values.device).lt(options.Channels);
        return window.With(window.Values.masked_fill(silent, 0).MoveToOuterDisposeScope());
    }
}
