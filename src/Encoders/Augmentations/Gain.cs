using System.ComponentModel.DataAnnotations;
using static TorchSharp.torch;

namespace Eegavi.Encoders;

/// <summary>Options of <see cref="Gain"/>.</summary>
public sealed record GainOptions : PartOptions<IAugmentation>
{
    /// <summary>Largest change up or down, in decibels of amplitude. Default 6: half to double.</summary>
    [Range(0.0, 120.0)] public double Decibels { get; init; } = 6;
}

/// <summary>Makes a whole row louder or softer: an amplifier's setting, a distance from the microphone.</summary>
[Part("gain")]
public sealed class Gain(GainOptions options) : IAugmentation
{
    /// <inheritdoc/>
    public ModalityWindow Change(ModalityWindow window)
    {
        using var scope = NewDisposeScope();
        var decibels = (rand(window.Values.shape[0], device: window.Values.device) * 2 - 1) * options.Decibels;
        return window.With((window.Values * window.PerRow((decibels * (Math.Log(10) / 20)).exp())).MoveToOuterDisposeScope());
    }
}
