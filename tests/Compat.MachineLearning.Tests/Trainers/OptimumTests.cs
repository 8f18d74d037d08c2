using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Eegavi.Compat.MachineLearning.Tests.Trainers;

/// <summary>Every trainer comes to the optimum that another package finds: scikit-learn, and scipy for <c>sdcaSoftmax</c>.</summary>
public class OptimumTests
{
    private const float Tolerance = 1e-12f, DualTolerance = 1e-8f;

    private readonly MLContext _ml = new(3);
    private readonly IDataView _rows;

    public OptimumTests() => _rows = LinearModels.Table(_ml);

    [Theory]
    [InlineData("softmaxL2")]
    [InlineData("softmaxL1L2")]
    [InlineData("binaryL2")]
    [InlineData("binaryL1L2")]
    [InlineData("sdcaSoftmax")]
    [InlineData("sdcaBinary")]
    [InlineData("ridge")]
    public void Fit_TightTolerance_FindsTheOptimum(string name) => AreNear(Fitted(name), LinearModels.Optimum(name), 1e-3);

    [Fact]
    public void LbfgsMaximumEntropy_ByDefault_PenalisesByOneAndOne()
    {
        var model = _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Class").Fit(_rows).Model;
        AreNear(Parameters(model), LinearModels.Optimum("softmaxL1L2"), 5e-3);
        Parameters(model).Count(parameter => parameter == 0).Should().Be(LinearModels.Optimum("softmaxL1L2").Count(parameter => Math.Abs(parameter) < 1e-6));
    }

    [Fact]
    public void LbfgsMaximumEntropy_NonNegative_HasNoNegativeWeight()
    {
        var model = _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Class", enforceNonNegativity: true).Fit(_rows).Model;
        Parameters(model)[LinearModels.Classes..].Should().OnlyContain(weight => weight >= 0).And.Contain(weight => weight > 0);
    }

    [Fact]
    public void LbfgsMaximumEntropy_FromItsOwnOptimum_StaysThere()
    {
        var first = Classes(l1: 0, l2: 1).Fit(_rows).Model;
        var steps = _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            LabelColumnName = "Class",
            L1Regularization = 0,
            MaximumNumberOfIterations = 1,
        });
        AreNear(Parameters(steps.Fit(_rows, first).Model), Parameters(first), 1e-4);
        Parameters(steps.Fit(_rows).Model).Should().NotBeEquivalentTo(Parameters(first));
    }

    [Fact]
    public void Sdca_L1_SetsWeightsToZero()
    {
        var model = _ml.Regression.Trainers.Sdca("Value", l1Regularization: 50, maximumNumberOfIterations: 20).Fit(_rows).Model;
        model.Weights.Should().Contain(0).And.Contain(weight => weight != 0);
    }

    private double[] Fitted(string name) => name switch
    {
        "softmaxL2" => Parameters(Classes(l1: 0, l2: 0.5f).Fit(_rows).Model),
        "softmaxL1L2" => Parameters(Classes(l1: 1, l2: 1).Fit(_rows).Model),
        "binaryL2" => Parameters(Answers(l1: 0, l2: 0.5f).Fit(_rows).Model.SubModel),
        "binaryL1L2" => Parameters(Answers(l1: 1, l2: 1).Fit(_rows).Model.SubModel),
        "sdcaSoftmax" => Parameters(_ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(
            new SdcaMaximumEntropyMulticlassTrainer.Options { LabelColumnName = "Class", L2Regularization = 0.01f, ConvergenceTolerance = DualTolerance }).Fit(_rows).Model),
        "sdcaBinary" => Parameters(_ml.BinaryClassification.Trainers.SdcaLogisticRegression(
            new SdcaLogisticRegressionBinaryTrainer.Options { LabelColumnName = "Answer", L2Regularization = 0.01f, ConvergenceTolerance = DualTolerance }).Fit(_rows).Model.SubModel),
        "ridge" => Parameters(_ml.Regression.Trainers.Sdca(
            new SdcaRegressionTrainer.Options { LabelColumnName = "Value", L2Regularization = 0.02f, ConvergenceTolerance = DualTolerance }).Fit(_rows).Model),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private LbfgsMaximumEntropyMulticlassTrainer Classes(float l1, float l2) =>
        _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Class", l1Regularization: l1, l2Regularization: l2, optimizationTolerance: Tolerance);

    private LbfgsLogisticRegressionBinaryTrainer Answers(float l1, float l2) =>
        _ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Answer", l1Regularization: l1, l2Regularization: l2, optimizationTolerance: Tolerance);

    private static double[] Parameters(LinearModelParameters model) => [model.Bias, .. model.Weights.Select(weight => (double)weight)];

    private static double[] Parameters(MaximumEntropyModelParameters model)
    {
        VBuffer<float>[] weights = null;
        model.GetWeights(ref weights, out var classes);
        classes.Should().Be(weights.Length);
        return [.. model.GetBiases().Select(bias => (double)bias), .. weights.SelectMany(one => one.DenseValues()).Select(weight => (double)weight)];
    }

    private static void AreNear(double[] found, double[] expected, double tolerance) =>
        found.Should().HaveSameCount(expected).And.Subject.Zip(expected, (one, other) => Math.Abs(one - other)).Max().Should().BeLessThan(tolerance);
}
