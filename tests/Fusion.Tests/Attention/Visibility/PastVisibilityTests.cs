using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

/// <summary>The rules that look at what is past: causal, window, last-preceding.</summary>
public sealed class PastVisibilityTests
{
    [Theory]
    [InlineData(Moment.End, "0001")]
    [InlineData(Moment.Centre, "0011")]
    [InlineData(Moment.Start, "0111")]
    public void Causal_ALongKey_IsSeenFromItsMomentOn(Moment from, string seen)
    {
        // The clip plays from 4 to 8 s.
        var rule = Make.Part<IVisibility>("causal", new CausalVisibilityOptions { From = from });
        string.Concat(rule.Sees(Clock.At(3, 5, 7, 8), Clock.At(6).Spanning(2))).Should().Be(seen);
    }

    [Fact]
    public void Causal_TokensOfOneUnit_SeeTheirOwn()
    {
        var units = Clock.At(2, 6, 10).Spanning(2, 2, 2);
        Make.Part<IVisibility>("causal").Sees(units, units).Should().Equal("100", "110", "111");
    }

    [Fact]
    public void LastPreceding_AnAbsentItem_IsNotTheLast()
    {
        var media = Clock.At(2, 7, 10).Masked("101").Polluted(double.NaN);
        Make.Part<IVisibility>("last-preceding").Sees(Clock.At(9), media)[0].Should().Be("100");
    }

    [Fact]
    public void LastPreceding_FramesOfAnItem_ArriveOneByOne() =>
        Make.Part<IVisibility>("last-preceding").Sees(Clock.At(1.5, 2.5, 3.5), Clock.At(1, 2, 3, 4).Of(0, 0, 1, 1)).Should().Equal("1000", "1100", "0010");

    [Theory]
    [InlineData("causal")]
    [InlineData("last-preceding")]
    [InlineData("window")]
    [InlineData("band")]
    [InlineData("soft-time")]
    public void Forward_NoTimeAtARealToken_SaysWhere(string rule)
    {
        var media = Clock.At(2, double.NaN, 10);
        FluentActions.Invoking(() => Make.Part<IVisibility>(rule).call(Clock.At(1, 2), media)).Should().Throw<ArgumentException>()
            .WithMessage("Expected finite seconds and spans at every real token of the keys [B, T] = [1, 3]; got 1 tokens without.");
    }

    [Theory]
    [InlineData("causal")]
    [InlineData("last-preceding")]
    [InlineData("band")]
    [InlineData("soft-time")]
    public void Forward_OtherRows_ChangeNothing(string rule)
    {
        var (query, key) = (Tokens.Random(3, 5, 4), Tokens.Random(3, 7, 4).Masked("1111111", "0110011", "1110000"));
        var (all, alone) = (Make.Part<IVisibility>(rule).call(query, key), Make.Part<IVisibility>(rule).call(query.Rows(1), key.Rows(1)));
        (all.Visible ?? all.Bias)!.index_select(0, tensor(new long[] { 1 })).ShouldBeExactly((alone.Visible ?? alone.Bias)!);
    }
}
