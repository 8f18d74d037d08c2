using TorchSharp;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.optim;
using static TorchSharp.torch.optim.lr_scheduler;

namespace Eegavi.Compat.TorchSharp.Tests.Optim;

public class SchedulerTests
{
    private static (Optimizer, List<double>) Rates(Func<Optimizer, LRScheduler> make, int steps, double lr = 1)
    {
        var optimizer = SGD(Linear(1, 1).parameters(), lr, momentum: 0.5);
        var scheduler = make(optimizer);
        var rates = new List<double>();
        for (var i = 0; i < steps; i++)
        {
            rates.Add(optimizer.ParamGroups.Single().LearningRate);
            scheduler.get_last_lr().Should().Equal(rates[^1]);
            scheduler.step();
        }

        return (optimizer, rates);
    }

    private static void ShouldGive(Func<Optimizer, LRScheduler> make, params double[] expected) =>
        Rates(make, expected.Length).Item2.Should().Equal(expected, (a, b) => Math.Abs(a - b) < 1e-9);

    [Fact]
    public void Lambda_And_Multiplicative()
    {
        ShouldGive(o => LambdaLR(o, e => 1.0 / (e + 1)), 1, 0.5, 1.0 / 3, 0.25);
        ShouldGive(o => MultiplicativeLR(o, e => 0.5), 1, 0.5, 0.25, 0.125);
    }

    [Fact]
    public void Steps()
    {
        ShouldGive(o => StepLR(o, 2, 0.5), 1, 1, 0.5, 0.5, 0.25);
        ShouldGive(o => MultiStepLR(o, [1, 4], 0.5), 1, 0.5, 0.5, 0.5, 0.25);
        ShouldGive(o => ExponentialLR(o, 0.5), 1, 0.5, 0.25);
    }

    [Fact]
    public void Ramps()
    {
        ShouldGive(o => LinearLR(o, 0.2, 1, 4), 0.2, 0.4, 0.6, 0.8, 1, 1);
        ShouldGive(o => ConstantLR(o, 0.5, 2), 0.5, 0.5, 1, 1);
        ShouldGive(o => PolynomialLR(o, 4, 2), 1, 0.5625, 0.25, 0.0625, 0, 0);
    }

    [Fact]
    public void Cosine_GoesDownAndUpAgain()
    {
        var expected = Enumerable.Range(0, 9).Select(t => 0.1 + (0.9 * (1 + Math.Cos(Math.PI * t / 4)) / 2)).ToArray();
        ShouldGive(o => CosineAnnealingLR(o, 4, 0.1), expected);
    }

    [Fact]
    public void Sequential_WarmUpThenCosine() =>
        ShouldGive(
            o => SequentialLR(o, [LinearLR(o, 0.1, 1, 3), CosineAnnealingLR(o, 5)], [3]),
            [0.1, 0.4, 0.7, .. Enumerable.Range(0, 6).Select(t => (1 + Math.Cos(Math.PI * t / 5)) / 2)]);

    [Fact]
    public void Sequential_BadNumbers_Throw()
    {
        var optimizer = SGD(Linear(1, 1).parameters(), 1);
        var step = StepLR(optimizer, 2);
        ((Action)(() => SequentialLR(optimizer, [step, step], [1, 2]))).Should().Throw<ArgumentException>();
        ((Action)(() => SequentialLR(SGD(Linear(1, 1).parameters(), 1), [step], []))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Chained_MultipliesFactors() =>
        ShouldGive(o => ChainedLR([ConstantLR(o, 0.1, 2), ExponentialLR(o, 0.9)]), 0.1, 0.09, 0.81, 0.729);

    [Fact]
    public void OneCycle_RisesAndFalls_MomentumTheOtherWay()
    {
        var (optimizer, rates) = Rates(o => OneCycleLR(o, 2, total_steps: 10, pct_start: 0.4, div_factor: 10, final_div_factor: 100), 9);
        rates[0].Should().BeApproximately(0.2, 1e-12);
        rates[3].Should().BeApproximately(2, 1e-12);
        rates.Take(4).Should().BeInAscendingOrder();
        rates.Skip(3).Should().BeInDescendingOrder();
        optimizer.ParamGroups.Single().LearningRate.Should().BeApproximately(0.002, 1e-12);
        ((IMomentum)optimizer.ParamGroups.Single()).Momentum.Should().BeApproximately(0.95, 1e-12);
    }

    [Fact]
    public void Cyclic_GoesUpAndDown() =>
        ShouldGive(o => CyclicLR(o, 1, 3, step_size_up: 2), 1, 2, 3, 2, 1, 2);

    [Fact]
    public void Plateau_LowersTheRate_AfterItsPatience()
    {
        var optimizer = SGD(Linear(1, 1).parameters(), 1);
        var scheduler = ReduceLROnPlateau(optimizer, factor: 0.5, patience: 1, min_lr: [0.3]);
        var rates = new List<double>();
        foreach (var metric in new[] { 1, 0.9, 0.9, 0.9, 0.95, 0.95, 0.99 })
        {
            scheduler.step(metric);
            rates.Add(optimizer.ParamGroups.Single().LearningRate);
        }

        rates.Should().Equal(1, 1, 1, 0.5, 0.5, 0.3, 0.3);
        scheduler.Invoking(s => s.step()).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Step_ToAnEpoch_GoesThereAtOnce()
    {
        var optimizer = SGD(Linear(1, 1).parameters(), 1);
        var scheduler = ExponentialLR(optimizer, 0.5);
        scheduler.step((int?)4);
        optimizer.ParamGroups.Single().LearningRate.Should().Be(0.0625);
    }
}
