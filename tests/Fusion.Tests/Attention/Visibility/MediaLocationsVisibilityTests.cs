using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

public sealed class MediaLocationsVisibilityTests
{
    // Two media of two tokens; the third marker of the second row has no media.
    private readonly TokenSequence _media = Tokens.Random(2, 4, 6).WithItems(tensor(new long[] { 0, 0, 1, 1 }).expand(2, 4));
    private readonly Tensor _markers = tensor(new[] { false, true, false, true, false, true, true, false, true, false }).view(2, 5);

    [Theory]
    [InlineData(MediaAttention.Immediate, false, "0000 1100 1100 0011 0011", "1100 0011 0011 0000 0000")]
    [InlineData(MediaAttention.All, false, "0000 1100 1100 1111 1111", "1100 1111 1111 1111 1111")]
    [InlineData(MediaAttention.Immediate, true, "0000 1100 1100 0011 0011", "1100 0011 0011 1111 1111")]
    [InlineData(MediaAttention.All, true, "1111 1100 1100 1111 1111", "1100 1111 1111 1111 1111")]
    public void Forward_ShowsTheMediaOfTheMarkers(MediaAttention attend, bool asPublished, string first, string second)
    {
        var (query, rule) = (Query(), Rule(attend, asPublished));
        rule.Sees(query.Rows(0), _media.Rows(0)).Should().Equal(first.Split(' '));
        rule.Sees(query.Rows(1), _media.Rows(1)).Should().Equal(second.Split(' '));
    }

    [Fact]
    public void Forward_AsPublished_WeighsWrongRowsEvenly()
    {
        Rule(MediaAttention.All, true).call(Query(), _media).Even![.., 0].data<bool>().Should().Equal(true, false);
        Rule(MediaAttention.Immediate, true).call(Query(), _media).Even![.., 4].data<bool>().Should().Equal(false, true);
        Rule(MediaAttention.All, false).call(Query(), _media).Even.Should().BeNull();
    }

    [Fact]
    public void CachedItems_AreTheLastForEveryNewQuery()
    {
        var items = MediaLocations.CachedItems(_markers, 3);
        items[0].data<long>().Should().Equal(1, 1, 1);
        items[1].data<long>().Should().Equal(2, 2, 2);
    }

    private TokenSequence Query() => Tokens.Random(2, 5, 6).WithItems(MediaLocations.Items(_markers));

    private static IVisibility Rule(MediaAttention attend, bool asPublished) =>
        Make.Part<IVisibility>("media-locations", new MediaLocationsVisibilityOptions { Attend = attend, AsPublished = asPublished });
}
