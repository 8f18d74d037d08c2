using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

public sealed class SoftTimeVisibilityTests
{
    [Fact]
    public void Forward_TakesOffInProportionUpToTheLongest()
    {
        var sight = Rule(4, 0.5).call(Clock.At(1), Clock.At(1, 1.25, 0.75, 1.5, 9));
        sight.Visible.Should().BeNull();
        sight.Bias!.flatten().ShouldBe(tensor(new[] { 0f, -1, -1, -2, -2 }));
    }

    [Fact]
    public void Forward_ALongKey_IsNearAsFarAsItReaches() =>
        Rule(4, 1).call(Clock.At(1), Clock.At(3).Spanning(1.75)).Bias!.ShouldBe(tensor(-1f).view(1, 1, 1));

    [Fact]
    public void Forward_TimelessTokens_AreNotFar()
    {
        Rule(4, 1).call(Clock.At(1), Clock.At(30).TimelessAt("1")).Bias!.ShouldBeExactly(zeros(1, 1, 1));
        Rule(4, 1).call(Clock.At(1).TimelessAt("1"), Clock.At(30)).Bias!.ShouldBeExactly(zeros(1, 1, 1));
    }

    [Fact]
    public void Forward_NoTimeUnderAMask_StaysFinite() =>
        Rule(4, 1).call(Clock.At(1, 2).Masked("10").Polluted(double.NaN), Clock.At(3, 4, 5).Masked("110").Polluted(double.NaN)).Bias!.ShouldBeFinite();

    private static IVisibility Rule(double perSecond, double longest) =>
        Make.Part<IVisibility>("soft-time", new SoftTimeVisibilityOptions { PerSecond = perSecond, LongestSeconds = longest });
}
