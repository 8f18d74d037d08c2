namespace Eegavi.Training.Tests;

public class LearningRateTests
{
    private static readonly TrainingSpec Spec = new() { LearningRate = 0.4, WarmUp = 0.2 };

    [Theory]
    [InlineData(0, 0.04)]
    [InlineData(4, 0.2)]
    [InlineData(9, 0.4)]
    [InlineData(10, 0.4)]
    [InlineData(30, 0.2)]
    [InlineData(49, 0.00061661)]
    public void At_Cosine_RisesThenFalls(int step, double expected) => LearningRate.At(Spec, step, 50).Should().BeApproximately(expected, 1e-6);

    [Fact]
    public void At_Constant_Stays() => LearningRate.At(Spec with { Schedule = LearningRateSchedule.Constant }, 49, 50).Should().Be(0.4);

    [Fact]
    public void At_NoWarmUp_BeginsAtTheTop() => LearningRate.At(Spec with { WarmUp = 0 }, 0, 50).Should().Be(0.4);
}
