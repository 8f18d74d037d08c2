using static TorchSharp.torch;

namespace Eegavi.Encoders.Tests;

// B=2, M=3, N=4, E=5.
public sealed class PrecomputedEncoderTests
{
    [Fact]
    public void Forward_RowsOfTokens_AreOneItemAsTheyAre()
    {
        var window = Windows.Random([2, 4, 5], 4);
        var media = new PrecomputedEncoder(new() { Width = 5, TokenSeconds = 1 }).call(window);
        media.Values.ShouldBe(window.Values.unsqueeze(1), 0);
        media.Seconds.ShouldBe(window.Seconds.unsqueeze(1), 0);
        media.Span.data<float>().Should().OnlyContain(span => span == 0.5f);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(12)]
    public void Forward_Items_TakeAStepForEachItemOrToken(long steps)
    {
        var media = new PrecomputedEncoder(new() { Width = 5 }).call(Windows.Random([2, 3, 4, 5], steps));
        media.Values.shape.Should().Equal(2, 3, 4, 5);
        media.Seconds[0, 1].data<float>().Should().Equal(steps == 3 ? [1.5f, 1.5f, 1.5f, 1.5f] : [4.5f, 5.5f, 6.5f, 7.5f]);
    }

    [Fact]
    public void Forward_OtherNumberOfSteps_SaysWhatItExpected() =>
        new PrecomputedEncoder(new() { Width = 5 }).Invoking(e => e.call(Windows.Random([2, 3, 4, 5], 7))).Should().Throw<ArgumentException>()
            .WithMessage("Expected a step for each of 3 items or 12 tokens in 2 rows; got [2, 7].");

    [Fact]
    public void Forward_OtherWidth_SaysWhatItExpected() =>
        new PrecomputedEncoder(new() { Width = 6 }).Invoking(e => e.call(Windows.Random([2, 4, 5], 4))).Should().Throw<ArgumentException>()
            .WithMessage("Expected tokens of width 6, as the option 'width' of the encoder precomputed says; got tokens of width 5.");

    [Fact]
    public void Forward_OutputWidth_MapsEachTokenByItself()
    {
        manual_seed(1);
        var encoder = new PrecomputedEncoder(new() { Width = 5, OutputWidth = 7 });
        var window = Windows.Random([2, 4, 5], 4);
        var values = window.Values.clone();
        values[0, 2] += 1;
        var change = (encoder.call(window.With(values)).Values - encoder.call(window).Values).abs().amax(3);
        change[0, 0].gt(0).data<bool>().Should().Equal(false, false, true, false);
    }

    [Fact]
    public void Forward_NanUnderAMask_StaysOut()
    {
        var window = Windows.Random([2, 4, 5], 4);
        window.Valid[0, 1] = tensor(false);
        window.Values[0, 1] = tensor(float.NaN);
        new PrecomputedEncoder(new() { Width = 5, OutputWidth = 7 }).call(window).Values.ShouldBeFinite();
    }
}
