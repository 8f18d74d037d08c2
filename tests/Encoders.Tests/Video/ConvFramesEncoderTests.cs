using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Encoders.Tests;

// B=2, F=4, H=12, W=16.
public sealed class ConvFramesEncoderTests
{
    private readonly ModalityWindow _window;

    public ConvFramesEncoderTests()
    {
        manual_seed(5);
        _window = Windows.Random([2, 4, 3, 12, 16], 4, 0.5);
    }

    private static ConvFramesEncoder Encoder(bool coordinates = true)
    {
        var encoder = new ConvFramesEncoder(new() { Widths = [4, 6], OutputWidth = 5, Coordinates = coordinates });
        encoder.eval();
        return encoder;
    }

    [Fact]
    public void Forward_MakesATokenOfEachFrame()
    {
        var media = Encoder().call(_window);
        media.Values.shape.Should().Equal(2, 1, 4, 5);
        media.Seconds[0, 0].data<float>().Should().Equal(0.25f, 0.75f, 1.25f, 1.75f);
    }

    [Fact]
    public void Forward_FramesAreApart()
    {
        var encoder = Encoder();
        var values = _window.Values.clone();
        values[1, 2] += 1;
        var change = (encoder.call(_window.With(values)).Values - encoder.call(_window).Values).abs().amax(3);
        change[1, 0].gt(1e-6).data<bool>().Should().Equal(false, false, true, false);
        change[0].max().ToDouble().Should().BeLessThan(1e-6);
    }

    [Fact]
    public void Forward_FrameThatIsNotReal_IsZero()
    {
        _window.Valid[0, 1] = tensor(false);
        _window.Values[0, 1] = tensor(float.NaN);
        var media = Encoder().call(_window);
        media.Values.ShouldBeFinite();
        media.Values[0, 0, 1].abs().max().ToDouble().Should().Be(0);
    }

    [Fact]
    public void Forward_NoFrames_IsZero() =>
        Encoder().call(_window.With(valid: zeros_like(_window.Valid))).Values.abs().max().ToDouble().Should().Be(0);

    [Fact]
    public void Forward_SeveralItems_GivesEachWhatItGivesAlone()
    {
        // B=2, M=3, F=4: the second item of the first row has no third frame.
        var items = Windows.Random([2, 3, 4, 3, 12, 16], 12, 0.5);
        items.Valid[0, 6] = tensor(false);
        items.Values[0, 1, 2] = tensor(float.NaN);
        items.Seconds[0, 6] = tensor(float.NaN);
        var encoder = Encoder();
        var media = encoder.call(items);
        media.Values.shape.Should().Equal(2, 3, 4, 5);
        media.Seconds[1, 2].data<float>().Should().Equal(4.25f, 4.75f, 5.25f, 5.75f);
        media.Valid[0, 1].data<bool>().Should().Equal(true, true, false, true);
        media.Values.ShouldBeFinite();
        media.Seconds.ShouldBeFinite();
        var alone = encoder.call(new() { Values = items.Values.select(1, 1), Valid = items.Valid.narrow(1, 4, 4), Seconds = items.Seconds.narrow(1, 4, 4) });
        media.Values.narrow(1, 1, 1).ShouldBe(alone.Values);
    }

    [Fact]
    public void Forward_AStepForEachItem_IsThatOfAllItsFrames()
    {
        var items = Windows.Random([2, 3, 4, 3, 12, 16], 3, 10);
        items.Valid[1, 2] = tensor(false);
        var media = Encoder().call(items);
        media.Seconds[0, 1].data<float>().Should().Equal(15, 15, 15, 15);
        media.Valid[1].any(-1).data<bool>().Should().Equal(true, true, false);
    }

    [Fact]
    public void Forward_StepsOfNeitherItemsNorFrames_NamesBoth() =>
        Encoder().Invoking(e => e.call(Windows.Random([2, 3, 4, 3, 12, 16], 5))).Should().Throw<ArgumentException>()
            .WithMessage("Expected a step for each of 3 items or 12 tokens in 2 rows; got [2, 5].");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Forward_Coordinates_TellWhereASpotIs(bool coordinates)
    {
        // A spot well inside the frame, moved by a whole number of strides: without coordinates the mean over the frame is the same.
        var encoder = Encoder(coordinates);
        var (left, right) = (encoder.call(Spot(20)).Values, encoder.call(Spot(40)).Values);
        ((left - right).abs().max().ToDouble() > 1e-6).Should().Be(coordinates);
    }

    private static ModalityWindow Spot(int x)
    {
        var window = Windows.Random([1, 1, 3, 48, 64], 1);
        window.Values.zero_();
        window.Values.narrow(3, 20, 4).narrow(4, x, 4).fill_(1);
        return window;
    }
}
