using Eegavi.Compat.MachineLearning.Tests.Trainers;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Eegavi.Compat.MachineLearning.Tests.Evaluation;

/// <summary>One model a fold, each evaluated on rows that it never saw.</summary>
public class CrossValidationTests
{
    private readonly MLContext _ml = new(3);
    private readonly IDataView _rows;

    public CrossValidationTests() => _rows = LinearModels.Table(_ml);

    [Fact]
    public void CrossValidate_Multiclass_ScoresEveryRowOnce()
    {
        var folds = _ml.MulticlassClassification.CrossValidate(_rows, _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Class"), 3, "Class", seed: 5);

        folds.Select(fold => fold.Fold).Should().Equal(0, 1, 2);
        folds.SelectMany(fold => fold.ScoredHoldOutSet.GetColumn<float>("Value")).Should().BeEquivalentTo(_rows.GetColumn<float>("Value"));
        folds.Select(fold => fold.Metrics.MicroAccuracy).Should().OnlyContain(accuracy => accuracy > 0.3);   // chance is 0.25
        foreach (var fold in folds)
            fold.Model.Transform(fold.ScoredHoldOutSet).GetColumn<uint>("PredictedLabel").Should().Equal(fold.ScoredHoldOutSet.GetColumn<uint>("PredictedLabel"));
    }

    [Fact]
    public void CrossValidate_SamplingKey_KeepsGroupsTogether()
    {
        var folds = _ml.Regression.CrossValidate(_rows, _ml.Regression.Trainers.Sdca("Value", maximumNumberOfIterations: 20), 2, "Value", samplingKeyColumnName: "Class");
        var groups = folds.Select(fold => fold.ScoredHoldOutSet.GetColumn<uint>("Class").Distinct().ToArray()).ToList();
        groups.SelectMany(group => group).Should().BeEquivalentTo(new uint[] { 1, 2, 3, 4 });
        folds.Should().OnlyContain(fold => fold.Metrics.RSquared > 0.5);
    }

    [Fact]
    public void CrossValidate_Binary_GivesBothKindsOfMetrics()
    {
        var trainer = _ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Answer");
        var calibrated = _ml.BinaryClassification.CrossValidate(_rows, trainer, 2, "Answer", seed: 1);
        var plain = _ml.BinaryClassification.CrossValidateNonCalibrated(_rows, trainer, 2, "Answer", seed: 1);

        calibrated.Select(fold => fold.Metrics.AreaUnderRocCurve).Should().Equal(plain.Select(fold => fold.Metrics.AreaUnderRocCurve)).And.OnlyContain(area => area > 0.5);   // chance
        calibrated.Should().OnlyContain(fold => fold.Metrics.LogLossReduction > 0);
    }
}
