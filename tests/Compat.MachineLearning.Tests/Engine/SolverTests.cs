using Eegavi.Compat.MachineLearning.Tests.Trainers;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.Solvers;

namespace Eegavi.Compat.MachineLearning.Tests.Engine;

/// <summary>The stand-in's own solvers on functions whose least value is known.</summary>
public class SolverTests
{
    // Rosenbrock's valley: the steepest way leads nowhere near 1, 1.
    private static double Valley(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var off = x[1] - x[0] * x[0];
        (gradient[0], gradient[1]) = (-400 * x[0] * off - 2 * (1 - x[0]), 200 * off);
        return 100 * off * off + (1 - x[0]) * (1 - x[0]);
    }

    // Half the squared distance to 3, 0.5, -2, -0.25: l1 pulls each coordinate in by its weight.
    private static double Bowl(ReadOnlySpan<double> x, Span<double> gradient)
    {
        double[] center = [3, 0.5, -2, -0.25];
        var sum = 0.0;
        for (var i = 0; i < center.Length; i++)
            sum += (gradient[i] = x[i] - center[i]) * gradient[i] / 2;
        return sum;
    }

    [Fact]
    public void Lbfgs_CurvedValley_IsFollowedToItsEnd()
    {
        var result = new Lbfgs(Valley, new LbfgsSettings()).Minimize([-1.2, 1], new MeanImprovement(1e-14, 0.25, 200));
        result.Point.Zip([1.0, 1.0], (found, best) => Math.Abs(found - best)).Max().Should().BeLessThan(1e-6);
        result.Iterations.Should().BeLessThan(60);
    }

    [Fact]
    public void Lbfgs_L1_PullsInEachCoordinateButTheFreeOnes()
    {
        var settings = new LbfgsSettings { L1 = 1, Free = 1 };
        var result = new Lbfgs(Bowl, settings).Minimize([0, 0, 0, 0], new MeanImprovement(1e-14, 0.25, 200));
        result.Point.Zip([3.0, 0, -1, 0], (found, best) => Math.Abs(found - best)).Max().Should().BeLessThan(1e-6);
        result.Point[1].Should().Be(0);
    }

    [Fact]
    public void Lbfgs_NonNegative_StopsAtZero()
    {
        var result = new Lbfgs(Bowl, new LbfgsSettings { NonNegative = true }).Minimize([0, 0, 0, 0], new MeanImprovement(1e-14, 0.25, 200));
        result.Point.Zip([3, 0.5, 0, 0], (found, best) => Math.Abs(found - best)).Max().Should().BeLessThan(1e-6);
    }

    [Fact]
    public void Lbfgs_AtTheOptimum_SaysThatNoStepHelps()
    {
        var result = new Lbfgs(Bowl, new LbfgsSettings()).Minimize([3, 0.5, -2, -0.25], new MeanImprovement(1e-7, 0.25, 200));
        (result.Iterations, result.Value).Should().Be((0, 0));
        result.Note.Should().StartWith("No step improves the loss.");
    }

    [Fact]
    public void Lbfgs_NotFinite_SaysSo() => new Lbfgs((_, _) => double.NaN, new LbfgsSettings())
        .Invoking(lbfgs => lbfgs.Minimize([0], new MeanImprovement(1e-7, 0.25, 9))).Should().Throw<InvalidOperationException>().WithMessage("*yielding NaN");

    [Fact]
    public void StoppingRules_StopAtTheLastIteration()
    {
        foreach (var rule in new StoppingRule[] { new MeanImprovement(1e-7, 0.25, 2), new MeanRelativeImprovement(1e-7, 5, 2) })
            new[] { rule.IsMet(9, 8, 1), rule.IsMet(8, 7, 2) }.Should().Equal(false, true);
    }

    [Fact]
    public void Sdca_SameSeed_FindsTheSameModel()
    {
        float[] Biases(int seed)
        {
            var ml = new MLContext(seed);
            return [.. ml.MulticlassClassification.Trainers.SdcaMaximumEntropy("Class", maximumNumberOfIterations: 3).Fit(LinearModels.Table(ml)).Model.GetBiases()];
        }

        Biases(1).Should().Equal(Biases(1)).And.NotEqual(Biases(2));
    }

    [Fact]
    public void Sdca_NeverLookedAt_GivesTheLastModel()
    {
        var settings = new SdcaSettings(L2: 0.01, L1: 0, BiasLearningRate: 0, Tolerance: 1e-6, MaxPasses: 300, CheckEvery: 0, Shuffle: false);
        var examples = new Examples(1, [1, 2, 4], [1, 2, 4], [1, 1, 1]);
        var solver = new ScalarSdca(examples, new SquaredLoss(), settings);
        solver.Solve(new Random(1)).Score(0, [3]).Should().BeApproximately(3, 0.1);
        solver.BestPass.Should().Be(0);
    }

    [Fact]
    public void LogLoss_DualAtItsBest_MeetsTheLoss()
    {
        // Where the dual variable is the label's slope, loss = dual loss - output * dual.
        var loss = new LogLoss();
        var dual = -loss.Derivative(0.7f, 1);
        loss.Loss(0.7f, 1).Should().BeApproximately(loss.DualLoss(1, dual) - 0.7 * dual, 1e-6);
        loss.DualLoss(1, 1.5f).Should().Be(double.NegativeInfinity);
    }

    [Fact]
    public void SquaredLoss_DualAtItsBest_MeetsTheLoss()
    {
        var loss = new SquaredLoss();
        var dual = -loss.Derivative(0.5f, 2);
        loss.Loss(0.5f, 2).Should().BeApproximately(loss.DualLoss(2, dual) - 0.5 * dual, 1e-6);
    }

    [Fact]
    public void MulticlassDecision_TiesGoToTheFirst()
    {
        MulticlassDecision.BestOf([0.2f, 0.4f, 0.4f]).Should().Be(1);
        MulticlassDecision.BestOf([float.NaN, 0.1f]).Should().Be(1);
        MulticlassDecision.BestOf([float.NaN]).Should().Be(-1);
    }
}
