using System.Reflection;
using Eegavi.Plugins;
using static TorchSharp.torch;

namespace Eegavi.Models.Tests;

/// <summary>Small models and batches. B = 3, EEG 5 tokens of 6, audio 7 tokens of 4, video 8 tokens of 3, table of 2 columns.</summary>
internal static class Make
{
    public const int Rows = 3;

    public static IParts Parts { get; } = new Parts(PartCatalog.Scan(new[] { "EEGAVI.Encoders", "EEGAVI.Fusion", "EEGAVI.Losses" }.Select(Assembly.Load)));

    public static ModelSpec Spec(params string[] fusion) => new()
    {
        Width = 16,
        Query = new() { Modality = "eeg", Encoder = Tokens(6) },
        Context = new Dictionary<string, ModalitySpec> { ["video"] = new() { Encoder = Tokens(3) }, ["audio"] = new() { Encoder = Tokens(4) } },
        Fusion = [.. fusion.Select(type => new FusionSpec { Block = new(type) })],
        Heads = new Dictionary<string, HeadSpec> { ["mood"] = new() { Outputs = 3 } },
    };

    public static FusionModel Model(ModelSpec spec, int seed = 1)
    {
        manual_seed(seed);
        return new ModelBuilder(Parts).Build(spec);
    }

    public static Batch Batch(int seed = 2, string? without = null)
    {
        manual_seed(seed);
        var windows = new Dictionary<string, ModalityWindow> { ["audio"] = Window(7, 4), ["eeg"] = Window(5, 6), ["video"] = Window(8, 3), ["ratings"] = Table(2) };
        if (without is not null) windows.Remove(without);
        return new()
        {
            Modalities = windows,
            Labels = new Dictionary<string, LabelColumn> { ["mood"] = new() { Values = tensor(new long[] { 0, 2, 1 }), Present = tensor(new[] { true, true, false }) } },
            RowIds = ["a", "b", "c"],
            Subjects = ["s1", "s1", "s2"],
        };
    }

    private static EncoderSpec Tokens(int width) => new() { Encoder = new("precomputed", new Encoders.PrecomputedEncoderOptions { Width = width }) };

    private static ModalityWindow Window(long steps, long width) => new()
    {
        Values = randn(Rows, steps, width),
        Valid = ones([Rows, steps], dtype: ScalarType.Bool),
        Seconds = (arange(steps, dtype: ScalarType.Float32) + 0.5).expand(Rows, steps).contiguous(),
    };

    private static ModalityWindow Table(long columns) => new()
    {
        Values = randn(Rows, columns),
        Valid = ones([Rows, columns], dtype: ScalarType.Bool),
        Seconds = zeros(Rows, columns),
    };
}
