using Eegavi.Data.Synthetic;

namespace Eegavi.Data.Tests.Synthetic;

public class PlantedOptionsTests
{
    [Fact]
    public void Check_Defaults_Pass()
    {
        PlantedOptions.ForTokens.Check();
        PlantedOptions.ForFiles.Check();
    }

    [Fact]
    public void Check_SeveralErrors_SaysAllOfThem() =>
        new PlantedOptions { Subjects = 1, Trials = 7, WindowSeconds = 12 }.Invoking(o => o.Check()).Should().Throw<ArgumentException>()
            .WithMessage("*Subjects*Trials: expected an even number*got 7. Take 8.*WindowSeconds: expected a multiple of 8*got 12. Take 16.");

    [Theory]
    [InlineData("mcar:0.4", PlantedMissing.Mcar, 0.4)]
    [InlineData("mnar", PlantedMissing.Mnar, 0.3)]
    [InlineData("none", PlantedMissing.None, 0.3)]
    public void WithMissing_KnownText_IsRead(string text, PlantedMissing missing, double share) =>
        PlantedOptions.ForTokens.WithMissing(text).Should().Be(PlantedOptions.ForTokens with { Missing = missing, MissingShare = share });

    [Fact]
    public void WithNoise_Decibels_AreRead() => PlantedOptions.ForTokens.WithNoise("audio:-3.5").AudioNoiseDb.Should().Be(-3.5);

    [Fact]
    public void Overlays_UnknownText_SayWhatToWrite()
    {
        PlantedOptions.ForTokens.Invoking(o => o.WithMissing("mcar")).Should().Throw<ArgumentException>().WithMessage("missing: expected none, mcar:SHARE or mnar; got 'mcar'. Write for example mcar:0.3.");
        PlantedOptions.ForTokens.Invoking(o => o.WithNoise("video:3")).Should().Throw<ArgumentException>().WithMessage("noise: expected none or audio:DB; got 'video:3'. Write for example audio:10.");
    }
}
