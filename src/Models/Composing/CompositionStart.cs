namespace Eegavi.Models;

/// <summary>A model of which only the width is said: next comes what asks the questions.</summary>
public sealed record CompositionStart
{
    internal CompositionStart(int width) => Width = width;

    /// <summary>Width D of the model.</summary>
    public int Width { get; }

    /// <summary>The modality whose tokens read the others.</summary>
    /// <param name="modality">Its name in the data, for example <c>eeg</c>.</param>
    /// <param name="encoder">Makes tokens of the raw window: options of an encoder, or an <see cref="EncoderSpec"/> where it has weights or is frozen.</param>
    /// <param name="resampler">Makes few tokens of many. Null = <c>identity</c>.</param>
    public ModelComposition Query(string modality, EncoderSpec encoder, ResamplerSpec? resampler = null) => new()
    {
        Model = new() { Width = Width, Query = new() { Modality = modality, Encoder = encoder, Resampler = resampler ?? new() } },
    };
}
