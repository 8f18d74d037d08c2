using System.ComponentModel.DataAnnotations;
using static TorchSharp.torch;

namespace Eegavi.Encoders;

/// <summary>Options of <see cref="AudioNoise"/>.</summary>
public sealed record AudioNoiseOptions : PartOptions<IAugmentation>
{
    /// <summary>How far the signal lies above the noise, in decibels. Default 20.</summary>
    [Range(-60.0, 120.0)] public double Decibels { get; init; } = 20;
}

/// <summary>Adds white noise in proportion to how loud a row is.</summary>
/// <remarks>The noise's standard deviation is the root mean square of the row's real values × 10^(−decibels / 20).</remarks>
[Part("audio-noise")]
public sealed class AudioNoise(AudioNoiseOptions options) : IAugmentation
{
    /// <inheritdoc/>
    public ModalityWindow Change(ModalityWindow window)
    {
        using var scope = NewDisposeScope();
        var values = window.Values;
        var real = window.PerStep(window.Valid).expand_as(values);
        var squares = where(real, values.pow(2), zeros_like(values)).flatten(1).sum(1);
        var rms = (squares / real.flatten(1).sum(1).clamp_min(1)).sqrt();
        return window.With((values + randn_like(values) * window.PerRow(rms * Math.Pow(10, -options.Decibels / 20))).MoveToOuterDisposeScope());
    }
}
