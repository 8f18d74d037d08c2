using Eegavi.Encoders;
using Eegavi.Fusion;
using Eegavi.Models;
using static TorchSharp.torch;

namespace Eegavi.Benchmarks;

/// <summary>The model that is measured, composed as a user composes one; <c>pytorch/model.py</c> is the same in PyTorch.</summary>
internal static class DefaultSize
{
    public const int Rows = 4;
    public const string Head = "emotion";
    private const int Units = 8, Width = 384, Media = 768;

    public static FusionModel Build() => FusionModel.Compose(Width)
        .Query("eeg", Cached(32 * 200, Width))
        .Context("audio", Cached(Media), Resampler())
        .Context("text", Cached(Width))
        .Context("video", Cached(Media), Resampler())
        .Fuse(Blocks())
        .Head(Head, outputs: 4)
        .Build();

    /// <summary>A batch of random values, all of it real: EEG 8 x (32 x 200), audio 8 x 199 x 768, text 8 x 384, video 8 x 98 x 768.</summary>
    public static Batch Batch(int rows = Rows) => new()
    {
        Modalities = new Dictionary<string, ModalityWindow>
        {
            ["eeg"] = Window(rows, Units, 32 * 200),
            ["audio"] = Window(rows, Units, 199, Media),
            ["text"] = Window(rows, Units, Width),
            ["video"] = Window(rows, Units, 98, Media),
        },
        Labels = new Dictionary<string, LabelColumn>
        {
            [Head] = new() { Values = arange(rows, ScalarType.Int64) % 4, Present = ones([rows], ScalarType.Bool) },
        },
        RowIds = [.. Enumerable.Range(0, rows).Select(row => $"row {row}")],
        Subjects = [.. Enumerable.Range(0, rows).Select(row => $"subject {row}")],
    };

    private static PrecomputedEncoderOptions Cached(int width, int output = 0) => new() { Width = width, OutputWidth = output };

    private static PerceiverResamplerOptions Resampler() => new() { Latents = 64, Depth = 2, Heads = 12, HeadWidth = 64 };

    // The gates stand half open, so that nothing that is measured is multiplied by 0.
    private static GatedCrossAttentionOptions Blocks() => new()
    {
        Depth = 2,
        Heads = 6,
        HeadWidth = 64,
        SelfAttention = true,
        Gate = new TanhGateOptions { Init = 0.5 },
    };

    private static ModalityWindow Window(params long[] shape) => new()
    {
        Values = randn(shape),
        Valid = ones([shape[0], shape[1]], ScalarType.Bool),
        Seconds = (arange(shape[1], ScalarType.Float32) * 4 + 2).expand(shape[0], shape[1]).contiguous(),
    };
}
