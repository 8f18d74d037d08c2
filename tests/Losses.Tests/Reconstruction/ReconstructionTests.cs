using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Losses.Tests.Reconstruction;

public class ReconstructionTests
{
    private readonly LossVector _fused = Ends.Random("fused", 6, 7, 1, absent: 5);
    private readonly LossVector _audio = Ends.Random("context.audio", 6, 5, 2, absent: 1);

    [Theory]
    [InlineData(StopGradient.Input, false)]
    [InlineData(StopGradient.None, true)]
    public void Forward_TheTargets_LearnOnlyWhereAsked(StopGradient stop, bool learns)
    {
        var loss = new Losses.Reconstruction(new() { TargetStopGradient = stop }, new() { Width = 7, ContextWidths = [5] }).to(ScalarType.Float64);
        loss.forward(Ends.Inputs(_fused, _audio)).Value!.backward();

        (_audio.Values.grad is not null).Should().Be(learns);
        _fused.GradientReaches().Should().Equal(true, false, true, true, true, false);
    }

    [Fact]
    public void Forward_TargetsOfAnotherSize_CostTheSame()
    {
        var loss = new Losses.Reconstruction(new(), new() { Width = 7, ContextWidths = [5] }).to(ScalarType.Float64);
        var loud = _audio with { Values = _audio.Values.detach() * 100 + 7 };

        loss.forward(Ends.Inputs(_fused, loud)).Value!.ToDouble().Should().BeApproximately(loss.forward(Ends.Inputs(_fused, _audio)).Value!.ToDouble(), 1e-3);
    }
}
