using static TorchSharp.torch;

namespace Eegavi.Tests;

public sealed class AxesTests : IDisposable
{
    private readonly TorchSharp.DisposeScope _scope = TorchSharp.torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Match_NamesThatAgree_IsSilent() =>
        this.Invoking(_ => Axes.Match((zeros(2, 5, 16), "B T D"), (zeros(2, 7, 12), "B M E"), (zeros(2, 5), "B T"))).Should().NotThrow();

    [Fact]
    public void Match_OtherBatch_SaysWhatItExpected() =>
        this.Invoking(_ => Axes.Match((zeros(2, 5, 16), "B T D"), (zeros(3, 7, 12), "B M E"))).Should().Throw<ArgumentException>()
            .WithMessage("Expected [B, M, E] with B=2; got [3, 7, 12].");

    [Fact]
    public void Match_SeveralSizesDiffer_SaysEach() =>
        this.Invoking(_ => Axes.Match((zeros(2, 5, 16), "B T D"), (zeros(3, 4, 16), "B T D"))).Should().Throw<ArgumentException>()
            .WithMessage("Expected [B, T, D] with B=2, T=5; got [3, 4, 16].");

    [Theory]
    [InlineData("B T", "Expected [B, T]; got [2, 5, 16].")]
    [InlineData("B T D E", "Expected [B, T, D, E]; got [2, 5, 16].")]
    public void Match_OtherNumberOfAxes_SaysSo(string names, string message) =>
        this.Invoking(_ => Axes.Match((zeros(2, 5, 16), names))).Should().Throw<ArgumentException>().WithMessage(message);

    [Fact]
    public void Match_NameTwiceInOneTensor_IsOneSize()
    {
        this.Invoking(_ => Axes.Match((zeros(4, 4), "N N"))).Should().NotThrow();
        this.Invoking(_ => Axes.Match((zeros(4, 3), "N N"))).Should().Throw<ArgumentException>().WithMessage("Expected [N, N] with N=4; got [4, 3].");
    }

    [Fact]
    public void Match_Number_StandsForItself()
    {
        this.Invoking(_ => Axes.Match((zeros(2, 13, 6), "B 13 F"))).Should().NotThrow();
        this.Invoking(_ => Axes.Match((zeros(2, 12, 6), "B 13 F"))).Should().Throw<ArgumentException>().WithMessage("Expected [B, 13, F]*; got [2, 12, 6].");
    }

    [Fact]
    public void Match_EmptyAxis_IsASizeLikeOthers()
    {
        this.Invoking(_ => Axes.Match((zeros(2, 0), "B T"), (zeros(2, 0, 3), "B T D"))).Should().NotThrow();
        this.Invoking(_ => Axes.Match((zeros(2, 0), "B T"), (zeros(2, 1, 3), "B T D"))).Should().Throw<ArgumentException>().WithMessage("Expected [B, T, D] with T=0; got [2, 1, 3].");
    }
}
