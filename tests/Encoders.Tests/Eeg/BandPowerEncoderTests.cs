using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Encoders.Tests;

// C=2, bands 4: [2, 4) [4, 8) [8, 13) [13, 30) Hz at 100 Hz.
public sealed class BandPowerEncoderTests
{
    private static readonly BandPowerEncoderOptions Options = new() { Channels = 2, SamplingRateHz = 100, EdgesHz = [2, 4, 8, 13, 30] };

    public BandPowerEncoderTests() => manual_seed(8);

    private static BandPowerEncoder Encoder(BandPowerEncoderOptions? options = null)
    {
        var encoder = new BandPowerEncoder(options ?? Options);
        encoder.eval();
        return encoder;
    }

    // 10 Hz of 20 µV on the second channel, 0.1 µV of noise on both.
    private static ModalityWindow Alpha(double microvolts = 20)
    {
        var window = Windows.Random([1, 2, 300], 300, 0.01);
        window.Values.mul_(0.1);
        window.Values[0, 1].add_((window.Seconds[0] * (2 * Math.PI * 10)).sin() * microvolts);
        return window;
    }

    [Fact]
    public void Forward_Sine_IsPowerInItsBandOfItsChannel()
    {
        var power = Encoder().call(Alpha()).Values;
        power.shape.Should().Equal(1, 1, 3, 8);
        power[0, 0].argmax(1).data<long>().Should().Equal(6, 6, 6);
    }

    [Fact]
    public void Forward_Sine_HasTheLogOfItsMeanSquareSharedByItsBins()
    {
        // A Hann window spreads the power of a line over bins 9 to 11, all inside the band of five bins: Σ|X|² / Σw² / 5 = n·A²/4 / 5.
        var log = Encoder().call(Alpha()).Values[0, 0, 0, 6].ToDouble();
        log.Should().BeApproximately(Math.Log(100 * 20 * 20 / 4.0 / 5), 0.05);
    }

    [Fact]
    public void Forward_TwiceTheAmplitude_AddsLogFour()
    {
        var (one, two) = (Encoder().call(Alpha(20)).Values, Encoder().call(Alpha(40)).Values);
        (two - one)[0, 0, 1, 6].ToDouble().Should().BeApproximately(Math.Log(4), 0.02);
    }

    [Fact]
    public void Forward_TokensHaveTheMiddleOfTheirTime()
    {
        var media = Encoder(Options with { StrideSeconds = 0.5 }).call(Alpha());
        media.Seconds[0, 0].data<float>().Select(s => Math.Round(s, 4)).Should().Equal(0.5, 1, 1.5, 2, 2.5);
        media.Span[0, 0, 0].ToDouble().Should().Be(0.5);
    }

    [Fact]
    public void Forward_HalfOfAToken_StillTellsItsPower()
    {
        var (whole, half) = (Alpha(), Alpha());
        half.Valid[0, 50..100] = tensor(false);
        half.Values[0, .., 50..100] = tensor(float.NaN);
        var (expected, got) = (Encoder().call(whole).Values[0, 0], Encoder().call(half).Values[0, 0]);
        got[0, 6].ToDouble().Should().BeApproximately(expected[0, 6].ToDouble(), 0.7);
        got[1].ShouldBe(expected[1], 0.2);
    }

    [Fact]
    public void Forward_NothingThere_IsZero()
    {
        var window = Alpha();
        Encoder().call(window.With(window.Values * double.NaN, zeros_like(window.Valid))).Values.abs().max().ToDouble().Should().Be(0);
    }

    [Fact]
    public void Forward_FlatSignal_IsFinite()
    {
        var window = Alpha();
        Encoder().call(window.With(zeros_like(window.Values))).Values.ShouldBeFinite();
    }
}
