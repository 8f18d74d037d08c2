using System.ComponentModel.DataAnnotations;
using static TorchSharp.torch;

namespace Eegavi.Encoders;

/// <summary>Options of <see cref="EegNoise"/>.</summary>
public sealed record EegNoiseOptions : PartOptions<IAugmentation>
{
    /// <summary>Standard deviation of the noise in microvolts. Default 5.</summary>
    [Range(0.0, 1e6)] public double Microvolts { get; init; } = 5;
}

/// <summary>Adds white noise of a fixed size to every sample.</summary>
/// <remarks>Rommel et al. 2022, Data augmentation for learning predictive models on EEG, arXiv:2206.14483 (Gaussian noise).</remarks>
[Part("eeg-noise")]
public sealed class EegNoise(EegNoiseOptions options) : IAugmentation
{
    /// <inheritdoc/>
    public ModalityWindow Change(ModalityWindow window) => window.With(window.Values + randn_like(window.Values) * options.Microvolts);
}
