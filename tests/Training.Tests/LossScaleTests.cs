using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Eegavi.Training.Tests;

public class LossScaleTests
{
    [Fact]
    public void Unscale_FiniteGradients_DividesThem()
    {
        using var parameter = WithGradient(65536 * 3.0);
        new LossScale(isOn: true).Unscale([parameter]).Should().BeTrue();
        parameter.grad!.ToDouble().Should().Be(3);
    }

    [Fact]
    public void Unscale_AnOverflow_LeavesTheStepOutAndHalvesTheFactor()
    {
        using var parameter = WithGradient(double.PositiveInfinity);
        var scale = new LossScale(isOn: true);
        scale.Unscale([parameter]).Should().BeFalse();
        scale.Factor.Should().Be(32768);
    }

    [Fact]
    public void Unscale_TwoThousandGoodSteps_DoublesTheFactor()
    {
        using var parameter = WithGradient(0);
        var scale = new LossScale(isOn: true);
        for (var i = 0; i < 1999; i++) scale.Unscale([parameter]);
        scale.Factor.Should().Be(65536);
        scale.Unscale([parameter]);
        scale.Factor.Should().Be(131072);
    }

    [Fact]
    public void Factor_Off_IsOne() => new LossScale(isOn: false).Factor.Should().Be(1);

    private static Parameter WithGradient(double value) => new(zeros(1)) { grad = tensor([(float)value]) };
}
