using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

// B=2, M=3, N=4, E=5.
public sealed class KeepingResamplerTests
{
    private readonly MediaTokens _media;

    public KeepingResamplerTests()
    {
        manual_seed(6);
        _media = Tokens.Media(2, 3, 4, 5);
    }

    private static IResampler Resampler(string name) => Make.Part<IResampler>(name, inputWidth: 5);

    [Fact]
    public void Identity_KeepsEveryTokenWithItsTimeAndItem()
    {
        var tokens = Resampler("identity").call(_media);
        tokens.Values.shape.Should().Equal(2, 12, 5);
        tokens.Values[1, 6].ShouldBeExactly(_media.Values[1, 1, 2]);
        tokens.Seconds[0].data<float>().Should().Equal(Enumerable.Range(0, 12).Select(i => i + 0.5f));
        tokens.Item[0].data<long>().Should().Equal(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2);
    }

    [Fact]
    public void MeanPool_GivesOneTokenForEachItem_WithMeanSecondAndSpan()
    {
        var valid = _media.Valid.clone();
        valid[0, 1, 3] = tensor(false);
        valid[1, 2] = tensor(false);
        var tokens = Resampler("mean-pool").call(_media.With(valid: valid));
        tokens.Values.shape.Should().Equal(2, 3, 5);
        tokens.Values[0, 1].ShouldBe(_media.Values[0, 1].narrow(0, 0, 3).mean([0]));
        // Tokens at 4.5, 5.5 and 6.5 s, each half a second to both sides.
        tokens.Seconds[0].data<float>().Should().Equal(2, 5.5f, 10);
        tokens.Span[0].data<float>().Should().Equal(2, 1.5f, 2);
        tokens.Valid[1].data<bool>().Should().Equal(true, true, false);
        tokens.Values[1, 2].ShouldBeExactly(zeros(5));
    }

    [Fact]
    public void MeanPool_KeepsClassTokens_OutsideTheMean()
    {
        var timeless = zeros_like(_media.Valid);
        timeless[.., .., 0] = tensor(true);
        var tokens = Resampler("mean-pool").call(_media.With(timeless: timeless));
        tokens.Values.shape.Should().Equal(2, 6, 5);
        tokens.Values[0, 2].ShouldBe(_media.Values[0, 1].narrow(0, 1, 3).mean([0]));
        tokens.Values[0, 3].ShouldBeExactly(_media.Values[0, 1, 0]);
        tokens.Timeless![0].data<bool>().Should().Equal(false, true, false, true, false, true);
        tokens.Item[0].data<long>().Should().Equal(0, 0, 1, 1, 2, 2);
        tokens.Seconds[0, 0].ToDouble().Should().Be(2.5);
    }

    [Fact]
    public void MeanPool_OnlyClassTokens_KeepsThemAlone() =>
        Resampler("mean-pool").call(_media.With(timeless: ones_like(_media.Valid))).Values.shape.Should().Equal(2, 12, 5);

    [Theory]
    [InlineData("identity")]
    [InlineData("mean-pool")]
    public void Forward_LeavesNoTensors(string name)
    {
        var resampler = Resampler(name);
        var before = Tensor.TotalCount;
        resampler.call(_media).Dispose();
        Tensor.TotalCount.Should().BeLessThanOrEqualTo(before);
    }
}
