using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Models.Tests;

public class ModalityDropoutTests
{
    [Fact]
    public void Draw_KeepsAtLeastOneOfWhatWasThere()
    {
        manual_seed(3);
        var present = rand(200, 4).gt(0.5);
        var stays = ModalityDropout.Draw(present, 0.9);
        stays.logical_and(present.logical_not()).any().ToBoolean().Should().BeFalse("what was absent stays absent");
        stays.any(1).equal(present.any(1)).all().ToBoolean().Should().BeTrue();
    }

    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(0.3, 0.7)]
    public void Draw_HidesWithItsChance(double chance, double expected)
    {
        manual_seed(4);
        var present = ones(4000, 12, dtype: ScalarType.Bool);
        ModalityDropout.Draw(present, chance).to_type(ScalarType.Float32).mean().ToDouble().Should().BeApproximately(expected, 0.01);
    }
}
