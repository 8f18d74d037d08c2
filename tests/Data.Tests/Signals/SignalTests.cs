using Eegavi.Data.Signals;

namespace Eegavi.Data.Tests.Signals;

public class SignalTests
{
    // x_i = 0.4 sin(2π 440 i/16000) + 0.2 cos(2π 3000 i/16000) + 0.05 sin(1e-4 i²) + 0.02 frac(43758.5453 sin(12.9898 i)); rfft, filters and DCT-II of numpy 1.24 and scipy 1.10.
    private static readonly float[][] Cepstra =
    [
        [-42.6478f, 22.7961f, 21.1584f, 34.6810f, -8.2309f, -13.9769f, 12.7688f, -18.4322f, -18.5945f, 30.3192f, 20.8564f, 26.8863f, 31.3548f],
        [-40.8578f, 29.0120f, 22.7448f, 29.9163f, -9.8637f, -22.2654f, 0.0011f, -34.2483f, -29.4666f, 19.4497f, 4.1768f, 13.7587f, 32.3461f],
        [-40.1622f, 21.3630f, 16.1961f, 18.8675f, -25.0028f, -33.8899f, -6.1272f, -39.8992f, -37.7599f, 8.8945f, 3.4702f, 11.6883f, 28.5760f],
    ];

    [Fact]
    public void Mfcc_AgreesWithNumpy()
    {
        var samples = Enumerable.Range(0, 720).Select(i => (float)(0.4 * Math.Sin(2 * Math.PI * 440 * i / 16000) + 0.2 * Math.Cos(2 * Math.PI * 3000 * i / 16000) + 0.05 * Math.Sin(1e-4 * i * i) + 0.02 * (Math.Sin(12.9898 * i) * 43758.5453 % 1))).ToArray();
        var output = new float[13 * 5];

        Mfcc.Frames(720).Should().Be(3);
        Mfcc.Compute(samples, output, 5);

        for (var f = 0; f < 3; f++)
            for (var c = 0; c < 13; c++) output[c * 5 + f].Should().BeApproximately(Cepstra[f][c], 0.02f);
        for (var c = 0; c < 13; c++) output[(c * 5 + 3)..(c * 5 + 5)].Should().Equal(0, 0);
    }

    [Fact]
    public void Mfcc_Louder_RaisesOnlyTheFirst()
    {
        var samples = new Random(5).NoiseOf(560);
        float[] quiet = new float[26], loud = new float[26];
        Mfcc.Compute(samples, quiet, 2);
        Mfcc.Compute([.. samples.Select(s => 10 * s)], loud, 2);

        (loud[0] - quiet[0]).Should().BeApproximately(20 * MathF.Sqrt(40), 1e-2f, "20 dB in each of 40 filters");
        for (var c = 1; c < 13; c++) loud[2 * c].Should().BeApproximately(quiet[2 * c], 1e-2f);
    }

    [Fact]
    public void Mfcc_Silence_IsFinite()
    {
        var output = new float[13];
        Mfcc.Compute(new float[400], output, 1);

        output[0].Should().BeApproximately(-100 * MathF.Sqrt(40), 1e-3f);
        output[1..].Should().OnlyContain(v => Math.Abs(v) < 1e-3f);
    }

    [Theory]
    [InlineData(128, 200)]
    [InlineData(256, 128)]
    [InlineData(500, 200)]
    [InlineData(44100, 16000)]
    public void Resampler_Sine_KeepsItsPhaseAndHeight(double from, double to)
    {
        var hz = Math.Min(from, to) * 0.3;
        var input = Enumerable.Range(0, 3000).Select(i => (float)Math.Sin(2 * Math.PI * hz * i / from)).ToArray();

        var output = new Resampler(from, to).Apply(input);

        output.Should().HaveCount((int)Math.Ceiling(3000 * to / from - 1e-9));
        for (var n = output.Length / 4; n < output.Length * 3 / 4; n++)
            output[n].Should().BeApproximately((float)Math.Sin(2 * Math.PI * hz * n / to), 2e-3f);
    }

    [Fact]
    public void Resampler_Down_RemovesWhatWouldFold()
    {
        var input = Enumerable.Range(0, 4000).Select(i => (float)Math.Sin(2 * Math.PI * 90 * i / 256)).ToArray();

        new Resampler(256, 128).Apply(input)[500..1500].Max(Math.Abs).Should().BeLessThan(1e-3f);
    }

    [Fact]
    public void Resampler_Constant_StaysItself() =>
        new Resampler(128, 200).Apply(Enumerable.Repeat(4200f, 300).ToArray()).Should().OnlyContain(v => Math.Abs(v - 4200) < 0.01f);

    [Fact]
    public void Resampler_OddRates_AreRefused() =>
        FluentActions.Invoking(() => new Resampler(128, 128.0013)).Should().Throw<ArgumentException>().WithMessage("*whole numbers*");

    // scipy 1.10: butter(4, 4, 'high'), butter(4, 30, 'low') at 128 Hz as sections; sosfiltfilt(padlen=96), and sosfilt with its steady state.
    [Theory]
    [InlineData(true, new[] { 0.0006f, -0.17566f, -2.78018f, -2.35956f, -3.53649f, 0.00134f })]
    [InlineData(false, new[] { 0f, -0.11762f, -1.61087f, -1.45738f, -4.88056f, -1.45677f })]
    public void Butterworth_AgreesWithScipy(bool zeroPhase, float[] expected)
    {
        var input = Enumerable.Range(0, 256).Select(n => (float)(30 + 10 * Math.Sin(2 * Math.PI * 2 * n / 128) + 5 * Math.Sin(2 * Math.PI * 10 * n / 128) + 3 * Math.Cos(2 * Math.PI * 50 * n / 128))).ToArray();

        var output = Butterworth.Filter(input, 128, 4, 30, zeroPhase: zeroPhase);

        int[] at = [0, 1, 50, 127, 200, 255];
        for (var i = 0; i < at.Length; i++) output[at[i]].Should().BeApproximately(expected[i], 2e-4f);
    }

    [Theory]
    [InlineData(64, 0, 4, "*below half the rate of 128 Hz; got 64*")]
    [InlineData(8, 4, 4, "*low < high*")]
    [InlineData(1, 40, 3, "*even order*")]
    public void Butterworth_Nonsense_IsRefused(double low, double high, int order, string message) =>
        FluentActions.Invoking(() => Butterworth.Filter(new float[50], 128, low, high, order)).Should().Throw<ArgumentException>().WithMessage(message);
}
