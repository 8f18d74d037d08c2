using Eegavi.Encoders;
using Eegavi.Models;
using Microsoft.ML;

namespace Eegavi.MachineLearning.Tests;

/// <summary>A row: EEG tokens of width 3, audio tokens of width 5, a mood, a person.</summary>
public class Recording
{
    public int Number { get; set; }

    public float[] Eeg { get; set; } = [];

    public float[] Audio { get; set; } = [];

    public string Mood { get; set; } = "";

    public string Person { get; set; } = "";

    public string Use { get; set; } = "train";
}

/// <summary>What comes back of a row.</summary>
public class Embedded
{
    public int Number { get; set; }

    public float[] Embedding { get; set; } = [];
}

internal static class Recordings
{
    /// <summary>Rows of four persons whose mood is the sign of the EEG's first feature; every third has no audio, and audio differs in length.</summary>
    public static List<Recording> Make(int rows)
    {
        var random = new Random(7);
        float[] Noise(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5))];
        return [.. Enumerable.Range(0, rows).Select(i => new Recording
        {
            Number = i,
            Eeg = [.. Enumerable.Range(0, 4).SelectMany(_ => Noise(2).Prepend(i % 2 == 0 ? 1 : -1))],
            Audio = Noise(i % 3 == 0 ? 0 : (1 + (i % 2)) * 5),
            Mood = i % 2 == 0 ? "glad" : "sad",
            Person = $"p{i / 2 % 4}",
        })];
    }

    public static IDataView View(MLContext ml, IEnumerable<Recording> rows) => ml.Data.LoadFromEnumerable(rows);

    public static ModelSpec Model { get; } = new()
    {
        Width = 6,
        Query = new() { Modality = "Eeg", Encoder = new() { Encoder = new("precomputed", new PrecomputedEncoderOptions { Width = 3 }) } },
        Context = new Dictionary<string, ModalitySpec> { ["Audio"] = new() { Encoder = new() { Encoder = new("precomputed", new PrecomputedEncoderOptions { Width = 5 }) } } },
        Fusion = [new() { Block = new("gated-xattn", new Fusion.GatedCrossAttentionOptions { Depth = 1, Heads = 2 }) }],
        Heads = new Dictionary<string, HeadSpec> { ["Mood"] = new() { Outputs = 2 } },
    };

    public static FusionOptions Training { get; } = new()
    {
        Model = Model,
        Losses = [new() { Loss = new("cross-entropy"), Head = "Mood" }],
        Training = new() { Epochs = 8, BatchSize = 8, LearningRate = 1e-2, Validation = new() { HeldBack = 0 } },
        GroupColumn = "Person",
        BatchSize = 4,
    };
}
