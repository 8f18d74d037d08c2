using Eegavi.Plugins;

namespace Eegavi.Encoders.Tests;

public sealed class OptionsTests
{
    private static readonly Parts Parts = new(PartCatalog.Scan(typeof(ConvEegEncoder).Assembly));

    public static TheoryData<string, object, string> Nonsense => new()
    {
        { "conv-eeg", new ConvEegEncoderOptions { SamplingRateHz = 128 }, "channels: expected a whole number from 1 to 1024; got 0." },
        { "conv-eeg", new ConvEegEncoderOptions { Channels = 3, SamplingRateHz = 128, Kernel = 4 }, "kernel: expected an odd number." },
        { "conv-eeg", new ConvEegEncoderOptions { Channels = 3, SamplingRateHz = 128, Widths = [4, 0] }, "widths: expected 1 to 16 widths, each from 1 to 4096." },
        { "band-power", new BandPowerEncoderOptions { Channels = 3, SamplingRateHz = 60 }, "edgesHz: expected two or more edges from 0 to 30 Hz*got 1, 4, 8, 13, 30, 45." },
        { "precomputed", new PrecomputedEncoderOptions(), "width: expected a whole number from 1 to 65536; got 0." },
        { "tabular", new TabularEncoderOptions(), "columns: expected a whole number from 1 to 65536; got 0." },
    };

    [Theory, MemberData(nameof(Nonsense))]
    public void Create_Nonsense_IsRefused(string name, object options, string message) =>
        Parts.Invoking(parts => parts.Create(new Part<IEncoder>(name, options), new PartSizes())).Should().Throw<ConfigurationException>().WithMessage("*" + message);

    [Theory]
    [InlineData("conv-mfcc")]
    [InlineData("conv-frames")]
    public void Create_Defaults_AreValid(string name) => Parts.Create(new Part<IEncoder>(name), new PartSizes()).OutputWidth.Should().BePositive();
}
