using Eegavi.Plugins;

namespace Eegavi.Fusion.Tests;

/// <summary>The worked example of the notes: media at 2, 7 and 10 s, EEG at 1, 3, 8, 9 and 12 s.</summary>
public sealed class WorkedExampleTests
{
    private readonly TokenSequence _eeg = Clock.At(1, 3, 8, 9, 12), _media = Clock.At(2, 7, 10);

    public static TheoryData<string, object?, string> Masks => new()
    {
        { "all", null, "111 111 111 111 111" },
        { "causal", null, "000 100 110 110 111" },
        { "last-preceding", null, "000 100 010 010 001" },
        { "window", new WindowVisibilityOptions { Items = 2 }, "000 100 110 110 011" },
        { "window", new WindowVisibilityOptions { Items = 3 }, "000 100 110 110 111" },
        { "band", new BandVisibilityOptions { Seconds = 1 }, "100 100 010 001 000" },
        { "band", new BandVisibilityOptions { Seconds = 4 }, "100 110 011 011 001" },
        { "index", null, "100 010 001 000 000" },
        { "index", new IndexVisibilityOptions { Tokens = 1 }, "110 111 011 001 000" },
        { "band", new BandVisibilityOptions { Units = 8, UnitSeconds = 0.5 }, "100 110 011 011 001" },
        { "and", new AndVisibilityOptions { Rules = [new("causal"), new("band", new BandVisibilityOptions { Seconds = 4 })] }, "000 100 010 010 001" },
        { "soft-time", null, "111 111 111 111 111" },
    };

    [Theory]
    [MemberData(nameof(Masks))]
    public void Forward_ShowsWhatThePolicySays(string rule, object? options, string expected) =>
        Make.Part<IVisibility>(rule, options).Sees(_eeg, _media).Should().Equal(expected.Split(' '));

    [Fact]
    public void Counts_AreTheMediaThatAreNoLater() =>
        Make.Part<IVisibility>("causal").call(_eeg, _media).Visible!.sum([-1L])[0].data<long>().Should().Equal(0, 1, 2, 2, 3);

    [Fact]
    public void ItemsAt_AreTheCountsLessOne() =>
        MediaLocations.ItemsAt(_eeg.Seconds, _media.Seconds)[0].data<long>().Should().Equal(-1, 0, 1, 1, 2);

    public static TheoryData<string, object?, string> RoutedMasks => new()
    {
        { "item", null, "000 100 010 010 001" },
        { "item", new ItemVisibilityOptions { Items = 2 }, "000 100 110 110 011" },
        { "media-locations", null, "000 100 010 010 001" },
        { "media-locations", new MediaLocationsVisibilityOptions { Attend = MediaAttention.All }, "000 100 110 110 111" },
    };

    [Theory]
    [MemberData(nameof(RoutedMasks))]
    public void Forward_ByTheItemOfTheMoment_ShowsWhatThePolicySays(string rule, object? options, string expected)
    {
        var routed = _eeg.WithItems(MediaLocations.ItemsAt(_eeg.Seconds, _media.Seconds));
        Make.Part<IVisibility>(rule, options).Sees(routed, _media).Should().Equal(expected.Split(' '));
    }

    [Fact]
    public void SoftTime_TakesOffByTheSecond_UpToTheLongest()
    {
        var rule = Make.Part<IVisibility>("soft-time", new SoftTimeVisibilityOptions { PerSecond = 2, LongestSeconds = 5 });
        // From 8 s: 6, 1 and 2 s away.
        rule.call(_eeg, _media).Bias![0, 2].data<float>().Should().Equal(-10, -2, -4);
    }

    [Fact]
    public void EveryRule_HasItsMasks() =>
        PartCatalog.Scan(typeof(TanhGate).Assembly).OfKind(typeof(IVisibility)).Select(part => part.Name)
            .Should().BeEquivalentTo(Masks.Concat(RoutedMasks).Select(row => (string)row[0]!).Distinct());

    [Fact]
    public void Forward_SeveralTokensOfAnItem_AreSeenTogether()
    {
        // Two latents of each item, all at their item's time.
        var latents = Clock.At(2, 2, 7, 7, 10, 10).Of(0, 0, 1, 1, 2, 2);
        Make.Part<IVisibility>("last-preceding").Sees(_eeg, latents).Should().Equal("000000", "110000", "001100", "001100", "000011");
    }
}
