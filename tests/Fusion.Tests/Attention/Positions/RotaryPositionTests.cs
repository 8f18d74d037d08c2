using System.ComponentModel.DataAnnotations;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

public sealed class RotaryPositionTests
{
    private readonly RotaryPosition _rotary = new(new() { ShortestSeconds = 0.5, LongestSeconds = 32 }, new PartSizes { Heads = 2, HeadWidth = 6 });
    private readonly Tensor _q, _k;

    public RotaryPositionTests()
    {
        manual_seed(2);
        (_q, _k) = (randn(1, 2, 1, 6), randn(1, 2, 1, 6));
    }

    [Theory]
    [InlineData(3.25, 5.75, 103.25, 105.75, true)]
    [InlineData(3.25, 5.75, 3.25, 6.75, false)]
    public void Inject_LogitDependsOnTheDifferenceInSeconds(double q1, double k1, double q2, double k2, bool same) =>
        (Math.Abs(Logit(q1, k1) - Logit(q2, k2)) < 1e-4).Should().Be(same);

    [Fact]
    public void Inject_KeepsLengths() => Turned(7.3, 1.1).Q.norm().ToDouble().Should().BeApproximately(_q.norm().ToDouble(), 1e-5);

    [Fact]
    public void Inject_TimelessTokens_AreNotTurned()
    {
        var clock = TokenSequence.Single(zeros(1, 4), ones([1], ScalarType.Bool));
        clock.Seconds.fill_(9);
        _rotary.Inject(_q, _k, clock, clock).Q.ShouldBeExactly(_q);
    }

    // At rest, and one whole turn later, a pair looks the same; half a turn later it points the other way.
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(2, 2 * 48)]
    public void Inject_TheFastestPairTurnsInHalfASecond_TheSlowestInTwiceTheWindow(int pair, double seconds)
    {
        var rotary = new RotaryPosition(new() { WindowSeconds = 48 }, new PartSizes { Heads = 2, HeadWidth = 6 });
        var clock = Tokens.Random(1, 1, 4);
        Tensor At(double second)
        {
            clock.Seconds.fill_(second);
            var turned = rotary.Inject(_q, _k, clock, clock).Q;
            return cat([turned.narrow(3, pair, 1), turned.narrow(3, pair + 3, 1)], 3);
        }
        At(seconds).ShouldBe(At(0));
        At(seconds / 2).ShouldBe(-At(0));
    }

    [Fact]
    public void Options_LongestBelowShortest_AreRefused()
    {
        var options = new RotaryPositionOptions { ShortestSeconds = 3, WindowSeconds = 1 };
        Validator.TryValidateObject(options, new(options), null, true).Should().BeFalse();
    }

    [Fact]
    public void Make_OddHeadWidth_SaysWhy() =>
        FluentActions.Invoking(() => new RotaryPosition(new(), new PartSizes { HeadWidth = 5 })).Should().Throw<ArgumentException>()
            .WithMessage("Expected an even head width*got 5.");

    private double Logit(double querySecond, double keySecond)
    {
        var (q, k) = Turned(querySecond, keySecond);
        return (q * k).sum().ToDouble();
    }

    private (Tensor Q, Tensor K) Turned(double querySecond, double keySecond)
    {
        var (query, key) = (Tokens.Random(1, 1, 4), Tokens.Random(1, 1, 4));
        query.Seconds.fill_(querySecond);
        key.Seconds.fill_(keySecond);
        return _rotary.Inject(_q, _k, query, key);
    }
}
