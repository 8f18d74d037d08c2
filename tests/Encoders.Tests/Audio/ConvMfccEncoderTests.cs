using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Encoders.Tests;

public sealed class ConvMfccEncoderTests
{
    public ConvMfccEncoderTests() => manual_seed(4);

    [Fact]
    public void Make_AsInTheSeedSystem_HasItsParameters() =>
        Windows.ParameterCount(new ConvMfccEncoder(new() { OutputWidth = 128, Pool = TokenPool.Global })).Should().Be(62_208);

    [Fact]
    public void Forward_MakesATokenOfFourFrames()
    {
        var encoder = new ConvMfccEncoder(new());
        var media = encoder.call(Windows.Random([2, 13, 50], 50, 0.01));
        media.Values.shape.Should().Equal(2, 1, 13, 128);
        encoder.SecondsPerToken.Should().Be(0.04);
        media.Seconds[0, 0, 1].ToDouble().Should().BeApproximately(0.06, 1e-6);
        media.Span[0, 0, 1].ToDouble().Should().BeApproximately(0.02, 1e-6);
    }

    [Fact]
    public void Forward_AbsentRow_IsZeroAndNotReal()
    {
        var window = Windows.Random([2, 13, 50], 50);
        window.Valid[1] = tensor(false);
        window.Values[1] = tensor(float.NaN);
        var media = new ConvMfccEncoder(new()).call(window);
        media.Values.ShouldBeFinite();
        media.Values[1].abs().max().ToDouble().Should().Be(0);
        media.Valid[1].any().ToBoolean().Should().BeFalse();
    }
}
