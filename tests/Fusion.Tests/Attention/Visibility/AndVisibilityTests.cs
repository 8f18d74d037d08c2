using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

public sealed class AndVisibilityTests
{
    private readonly TokenSequence _eeg = Clock.At(1, 3, 8, 9, 12), _media = Clock.At(2, 7, 10);

    [Fact]
    public void Forward_ShowsWhatEveryRuleShows() =>
        Rule(new("causal"), new("band", new BandVisibilityOptions { Seconds = 2 })).Sees(_eeg, _media).Should().Equal("000", "100", "010", "010", "001");

    [Fact]
    public void Forward_Biases_AreAddedBesideTheMask()
    {
        var soft = new Part<IVisibility>("soft-time", new SoftTimeVisibilityOptions { PerSecond = 1, LongestSeconds = 3 });
        var sight = Rule(soft, new("causal"), soft).call(_eeg, _media);
        sight.Bias![0, 1].ShouldBe(tensor(new[] { -2f, -6, -6 }));
        sight.Visible![0, 1].data<bool>().Should().Equal(true, false, false);
    }

    [Fact]
    public void Forward_NoRules_HidesNothing() => Rule().call(_eeg, _media).Should().Be(Sight.All);

    private static IVisibility Rule(params Part<IVisibility>[] rules) => Make.Part<IVisibility>("and", new AndVisibilityOptions { Rules = rules });
}
