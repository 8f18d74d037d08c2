namespace Eegavi.Fusion.Tests;

public sealed class ItemVisibilityTests
{
    // Three media of two tokens.
    private readonly TokenSequence _key = Clock.At(0, 0, 0, 0, 0, 0).Of(0, 0, 1, 1, 2, 2);
    private readonly TokenSequence _query = Clock.At(0, 0, 0, 0).Of(1, 0, 2, -1);

    [Theory]
    [InlineData(1, "001100 110000 000011 000000")]
    [InlineData(2, "111100 110000 001111 000000")]
    public void Forward_ShowsTheItemsThatTheQueryNames(int items, string expected) =>
        Rule(new() { Items = items }).Sees(_query, _key).Should().Equal(expected.Split(' '));

    [Fact]
    public void Forward_TimelessByItem_KeepsClassTokensWithTheirItem() =>
        Rule(new() { TimelessByItem = true }).Sees(_query, _key.TimelessAt("101010"))[0].Should().Be("001100");

    [Theory]
    [InlineData(3, "got 3.")]
    [InlineData(-2, "got -2.")]
    public void Forward_ItemsThatThereAreNot_AreRefused(long item, string got) =>
        FluentActions.Invoking(() => Rule(new()).call(_query.Of(0, item, 0, 0), _key)).Should().Throw<ArgumentException>()
            .WithMessage($"Expected item numbers of the queries [B, T] from 0 to 2, since the keys have M=3 items, or -1 for none; {got}");

    [Fact]
    public void Forward_AMaskedQuery_MayNameAnything() =>
        Rule(new()).Sees(_query.Of(0, 99, 0, 0).Masked("1011"), _key)[0].Should().Be("110000");

    private static IVisibility Rule(ItemVisibilityOptions options) => Make.Part<IVisibility>("item", options);
}
