using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Training.Tests;

public class WeightAverageTests
{
    [Fact]
    public void Update_FollowsTheWeights_AndLendGivesThemBack()
    {
        using var module = nn.Linear(1, 1, hasBias: false);
        Set(module, 0);
        using var average = new WeightAverage(module, 0.5);
        var expected = 0.0;
        for (var step = 1; step <= 30; step++)
        {
            Set(module, step);
            average.Update(step);
            var keep = Math.Min(0.5, (step - 1.0) / (step + 9.0));
            expected = keep * expected + (1 - keep) * step;
        }

        average.Weights["weight"].ToDouble().Should().BeApproximately(expected, 1e-4);
        using (average.Lend()) module.weight!.ToDouble().Should().BeApproximately(expected, 1e-4);
        module.weight!.ToDouble().Should().Be(30);
    }

    private static void Set(TorchSharp.Modules.Linear module, double value)
    {
        using var _ = no_grad();
        module.weight!.fill_(value);
    }
}
