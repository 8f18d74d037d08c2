using static TorchSharp.torch;

namespace Eegavi.Losses.Tests.Reconstruction;

public class TimeSlotsTests
{
    // Tokens every half second, of which the second slot has one that is real and one that is not.
    [Fact]
    public void Mean_IsOverTheRealTokensOfEachSlot()
    {
        var values = tensor(new double[,,] { { { 1 }, { 3 }, { 5 }, { double.NaN }, { double.NaN }, { double.NaN } } });
        var tokens = new LossVector("tokens.query", values, tensor(new[,] { { true, true, true, false, false, false } })) { Seconds = tensor(new[,] { { 0f, 0.5f, 1, 1.5f, 2, 2.5f } }) };
        var (mean, any) = TimeSlots.Mean(tokens, tensor(new[,] { { 0.5f, 1.5f, 2.5f } }), 1);

        mean.flatten().data<double>().ToArray().Should().Equal(2, 5, 0);
        any.flatten().data<bool>().ToArray().Should().Equal(true, true, false);
    }

    [Fact]
    public void Mean_AVector_SaysWhatItExpected() =>
        FluentActions.Invoking(() => TimeSlots.Mean(Ends.Random("query", 3, 2, 1), zeros(3, 2), 1)).Should().Throw<ArgumentException>()
            .WithMessage("Expected tokens with seconds, such as 'tokens.query'; got 'query'.");
}
