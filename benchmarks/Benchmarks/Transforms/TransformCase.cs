using Eegavi.Encoders;
using Eegavi.Fusion;
using Eegavi.Models;

namespace Eegavi.Benchmarks.Transforms;

/// <summary>A model and the rows that it embeds.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Model">The model.</param>
/// <param name="Eeg">Numbers of a row's EEG.</param>
/// <param name="Audio">Numbers of a row's audio.</param>
/// <param name="BatchSize">Rows at once.</param>
/// <param name="Rows">Rows in all, a multiple of it.</param>
internal sealed record TransformCase(string Name, ModelSpec Model, int Eeg, int Audio, int BatchSize, int Rows)
{
    /// <summary>Raw EEG through convolutions, and tokens alone, where the network does little for each number that is moved.</summary>
    public static IReadOnlyList<TransformCase> All { get; } =
    [
        new("raw EEG 14 x 1024, audio tokens 49 x 768", FusionModel.Compose(128)
            .Query("eeg", new ConvEegEncoderOptions { Channels = 14, SamplingRateHz = 128 })
            .Context("audio", new PrecomputedEncoderOptions { Width = 768 }, new PerceiverResamplerOptions { Latents = 16, Depth = 1, Heads = 4, HeadWidth = 32 })
            .Fuse(new GatedCrossAttentionOptions { Heads = 4, HeadWidth = 32 }).Model, 14 * 1024, 49 * 768, 32, 256),
        new("EEG and audio tokens 16 x 16", FusionModel.Compose(32)
            .Query("eeg", new PrecomputedEncoderOptions { Width = 16 })
            .Context("audio", new PrecomputedEncoderOptions { Width = 16 })
            .Fuse(new GatedCrossAttentionOptions { Heads = 2, HeadWidth = 16 }).Model, 16 * 16, 16 * 16, 64, 2048),
    ];
}
