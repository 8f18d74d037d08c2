using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Encoders.Tests;

public sealed class ShallowConvEncoderTests
{
    private const int Rate = 100;

    public ShallowConvEncoderTests() => manual_seed(3);

    private static ShallowConvEncoder Encoder(int filters = 6) => new(new() { Channels = 3, SamplingRateHz = Rate, Filters = filters });

    [Fact]
    public void Forward_MakesATokenEveryHalfSecond()
    {
        var media = Encoder().call(Windows.Random([2, 3, 400], 400, 1.0 / Rate));
        media.Values.shape.Should().Equal(2, 1, 7, 6);
        media.Seconds[0, 0].data<float>().Select(s => Math.Round(s, 4)).Should().Equal(0.5, 1, 1.5, 2, 2.5, 3, 3.5);
        media.Span[0, 0, 0].ToDouble().Should().Be(0.5);
    }

    [Fact]
    public void Forward_IsLogPower_SoTwiceTheAmplitudeAddsLogFour()
    {
        var encoder = Encoder();
        encoder.eval();
        var window = Windows.Random([1, 3, 400], 400);
        var (one, two) = (encoder.call(window).Values, encoder.call(window.With(window.Values * 2)).Values);
        (two - one).ShouldBe(full_like(one, Math.Log(4)), 1e-4);
    }

    [Fact]
    public void Forward_IsTheTwoConvolutionsInTurn()
    {
        var encoder = Encoder(2);
        encoder.eval();
        var x = randn(1, 3, 120);
        var (temporal, spatial) = (encoder.get_parameter("temporal")!, encoder.get_parameter("spatial")!);
        var filtered = nn.functional.conv2d(x.unsqueeze(1) / 100, temporal.view(2, 1, 1, -1), padding: [0, 12]);        // [1, F, C, S]
        var sources = einsum("bfcs,ecf->bes", filtered, spatial.view(2, 3, 2));
        var expected = nn.functional.avg_pool1d((sources / Math.Sqrt(1 + 1e-5)).square(), 100, 50).log();
        var window = new ModalityWindow { Values = x, Valid = ones([1, 120], ScalarType.Bool), Seconds = zeros(1, 120) };
        encoder.call(window).Values[0, 0].transpose(0, 1).ShouldBe(expected[0], 1e-4);
    }

    [Fact]
    public void Forward_WhatStandsUnderAMask_DoesNotMatter()
    {
        var encoder = Encoder();
        encoder.eval();
        var window = Windows.Random([2, 3, 400], 400);
        window.Valid[0, 100..180] = tensor(false);
        window.Valid[1] = tensor(false);
        var polluted = window.Values.masked_fill(window.Valid.logical_not().unsqueeze(1), double.NaN);
        encoder.call(window.With(polluted)).Values.ShouldBe(encoder.call(window).Values, 0);
    }

    [Fact]
    public void Backward_FlatSignal_IsFinite()
    {
        var encoder = Encoder();
        encoder.call(new() { Values = zeros(2, 3, 400), Valid = ones([2, 400], ScalarType.Bool), Seconds = zeros(2, 400) }).Values.sum().backward();
        foreach (var parameter in encoder.parameters()) parameter.grad!.ShouldBeFinite();
    }

    [Fact]
    public void Forward_ShortWindow_SaysWhatToDo() =>
        Encoder().Invoking(e => e.call(Windows.Random([2, 3, 50], 50))).Should().Throw<ArgumentException>()
            .WithMessage("Expected a window of at least 100 samples*got 50. Lower poolSeconds.");
}
