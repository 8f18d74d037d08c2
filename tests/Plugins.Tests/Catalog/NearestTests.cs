namespace Eegavi.Plugins.Tests;

public class NearestTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("gate", "gate", 0)]
    [InlineData("gate", "gtae", 1)]
    [InlineData("xatn", "xattn", 1)]
    [InlineData("heads", "head", 1)]
    [InlineData("tanh", "sigmoid", 7)]
    [InlineData("", "abc", 3)]
    public void Slips_CountsLettersChangedOrSwapped(string a, string b, int slips)
    {
        Nearest.Slips(a, b).Should().Be(slips);
        Nearest.Slips(b, a).Should().Be(slips);
    }

    [Fact]
    public void To_TakesTheNearestThenTheFirst() => Nearest.To("bant", ["band", "bank", "rotary"]).Should().Be("band");

    [Fact]
    public void To_FarName_IsNull() => Nearest.To("zzzz", ["band", "bank"]).Should().BeNull();

    [Fact]
    public void Sentence_ManyNames_ListsTwelve() =>
        Nearest.Sentence("zzz", Enumerable.Range(10, 14).Select(i => $"part-{i}")).Should().EndWith("part-21 and 2 more.");

    [Fact]
    public void To_EndlessName_IsNear_Nothing() => Nearest.To(new string('a', 100_000), ["aaa"]).Should().BeNull();
}
