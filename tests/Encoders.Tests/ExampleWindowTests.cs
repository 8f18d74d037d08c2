using Eegavi.Plugins;
using TorchSharp;

namespace Eegavi.Encoders.Tests;

/// <summary>Every encoder reads the window that it names for dry runs.</summary>
public sealed class ExampleWindowTests
{
    private static readonly Parts Parts = new(PartCatalog.Scan(typeof(ConvEegEncoder).Assembly));

    public static TheoryData<string, object?, string> Encoders => new()
    {
        { "conv-eeg", new ConvEegEncoderOptions { Channels = 3, SamplingRateHz = 64 }, "[B, C=3, S=192]" },
        { "band-power", new BandPowerEncoderOptions { Channels = 3, SamplingRateHz = 128 }, "[B, C=3, S=384]" },
        { "shallow-conv", new ShallowConvEncoderOptions { Channels = 3, SamplingRateHz = 32 }, "[B, C=3, S=96]" },
        { "conv-mfcc", null, "[B, C=13, F=300]" },
        { "conv-frames", null, "[B, F=6, C=3, H=8, W=10]" },
        { "tabular", new TabularEncoderOptions { Columns = 5 }, "[B, K=5]" },
        { "precomputed", new PrecomputedEncoderOptions { Width = 7 }, "[B, N=3, E=7]" },
        { "precomputed", new PrecomputedEncoderOptions { Width = 7, TokenSeconds = 0.5 }, "[B, N=6, E=7]" },
    };

    [Theory, MemberData(nameof(Encoders))]
    public void Window_IsOneThatItReads(string name, object? options, string expected)
    {
        var encoder = Parts.Create(new Part<IEncoder>(name, options), new PartSizes());
        var shape = encoder.Window(new() { Seconds = 3, FramesPerSecond = 2, Height = 8, Width = 10 })!;
        shape.ToString().Should().Be(expected);
        var tokens = encoder.call(Windows.Random([2, .. shape.Sizes], shape.Steps, shape.StepSeconds));
        tokens.Values.shape[3].Should().Be(encoder.OutputWidth);
        tokens.Seconds.max().ToDouble().Should().BeLessThanOrEqualTo(3);
    }
}
