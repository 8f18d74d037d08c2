namespace Eegavi.Fusion.Tests;

/// <summary>Class tokens and tables have no place in time, so no rule of time hides them.</summary>
public sealed class TimelessTests
{
    public static TheoryData<string, object?> Rules => new()
    {
        { "all", null },
        { "band", new BandVisibilityOptions { Seconds = 0.5 } },
        { "causal", null },
        { "last-preceding", null },
        { "window", new WindowVisibilityOptions { Items = 1 } },
        { "item", null },
        { "media-locations", null },
        { "media-locations", new MediaLocationsVisibilityOptions { Attend = MediaAttention.All } },
        { "soft-time", null },
        { "index", null },
        { "and", new AndVisibilityOptions { Rules = [new("band", new BandVisibilityOptions { Seconds = 0.5 }), new("causal")] } },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Forward_ClassToken_IsSeenByAll(string rule, object? options)
    {
        // The class token stands at 50 s in the books, and belongs to item 2.
        var key = Clock.At(50, 60, 61).Of(2, 1, 1).TimelessAt("100");
        var seen = Make.Part<IVisibility>(rule, options).Sees(Clock.At(1, 2).Of(0, -1), key);
        seen.Should().AllSatisfy(row => row[0].Should().Be('1'));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Forward_Table_IsSeenByAll(string rule, object? options)
    {
        var table = TokenSequence.Single(TorchSharp.torch.zeros(1, 3), TorchSharp.torch.ones([1], TorchSharp.torch.ScalarType.Bool));
        Make.Part<IVisibility>(rule, options).Sees(Clock.At(1, 90).Of(0, -1), table).Should().Equal("1", "1");
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Forward_TimelessQuery_SeesAll(string rule, object? options)
    {
        var query = Clock.At(0, 1).Of(-1, -1).TimelessAt("10");
        Make.Part<IVisibility>(rule, options).Sees(query, Clock.At(50, 60, 61))[0].Should().Be("111");
    }

    [Fact]
    public void Forward_TheTimedTokensBesideThem_AreHidden() =>
        Make.Part<IVisibility>("last-preceding").Sees(Clock.At(1, 2), Clock.At(50, 60, 61).TimelessAt("100")).Should().Equal("100", "100");
}
