using Eegavi.Encoders;
using Eegavi.Fusion;
using Eegavi.Models;
using static TorchSharp.torch;

namespace Eegavi.Benchmarks;

/// <summary>Which model a worker has.</summary>
internal enum ModelSize
{
    Default,
    Small,
}

/// <summary>The model <c>gated-xattn</c> of study X in samples/CompareFusion; <c>Small</c> of <c>pytorch/model.py</c> is the same.</summary>
internal static class SmallSize
{
    private const int Rows = 64, Tokens = 16, Features = 16;

    public static FusionModel Build() => FusionModel.Compose(width: 32)
        .Query("eeg", new PrecomputedEncoderOptions { Width = Features })
        .Context("audio", new PrecomputedEncoderOptions { Width = Features })
        .Fuse(new GatedCrossAttentionOptions { Heads = 2, HeadWidth = 16 })
        .Head(DefaultSize.Head, outputs: 2)
        .Build();

    /// <summary>EEG and audio, 16 tokens of 16 numbers each, all of it real.</summary>
    public static Batch Batch() => new()
    {
        Modalities = new Dictionary<string, ModalityWindow> { ["eeg"] = Window(), ["audio"] = Window() },
        Labels = new Dictionary<string, LabelColumn> { [DefaultSize.Head] = new() { Values = arange(Rows, ScalarType.Int64) % 2, Present = ones([Rows], ScalarType.Bool) } },
        RowIds = [.. Enumerable.Range(0, Rows).Select(row => $"row {row}")],
        Subjects = [.. Enumerable.Range(0, Rows).Select(row => $"subject {row}")],
    };

    private static ModalityWindow Window() => new()
    {
        Values = randn(Rows, Tokens, Features),
        Valid = ones([Rows, Tokens], ScalarType.Bool),
        Seconds = (arange(Tokens, ScalarType.Float32) + 0.5).expand(Rows, Tokens).contiguous(),
    };
}
