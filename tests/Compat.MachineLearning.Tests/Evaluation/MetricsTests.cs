using Microsoft.ML;
using Microsoft.ML.Data;

namespace Eegavi.Compat.MachineLearning.Tests.Evaluation;

/// <summary>Metrics of small tables, counted by hand.</summary>
public class MetricsTests
{
    private readonly MLContext _ml = new(3);

    private IDataView Scored => _ml.Data.LoadFromEnumerable(new[]
    {
        new Multi { Label = 1, Score = [0.7f, 0.2f, 0.1f] },
        new Multi { Label = 1, Score = [0.3f, 0.5f, 0.2f] },
        new Multi { Label = 2, Score = [0.1f, 0.6f, 0.3f] },
        new Multi { Label = 3, Score = [0.5f, 0.3f, 0.2f] },
        new Multi { Label = 0, Score = [1, 0, 0] },                 // no label
        new Multi { Label = 3, Score = [float.NaN, 0, 1] },         // no score
    });

    private IDataView Answered => _ml.Data.LoadFromEnumerable(new[]
    {
        new Binary { Label = true, Score = 2, Probability = 0.75f },
        new Binary { Label = true, Score = -1, Probability = 0.25f },
        new Binary { Label = false, Score = 1, Probability = 0.5f },
        new Binary { Label = false, Score = -1, Probability = 0.25f },
        new Binary { Label = false, Score = -2, Probability = 0.125f },
    });

    [Fact]
    public void Multiclass_CountsClassesAndLosses()
    {
        var metrics = _ml.MulticlassClassification.Evaluate(Scored, topKPredictionCount: 2);

        metrics.MicroAccuracy.Should().Be(2 / 4.0);
        metrics.MacroAccuracy.Should().BeApproximately((1 / 2.0 + 1 + 0) / 3, 1e-12);
        metrics.TopKPredictionCount.Should().Be(2);
        metrics.TopKAccuracy.Should().Be(3 / 4.0);
        metrics.TopKAccuracyForAllK.Should().Equal(2 / 4.0, 3 / 4.0);
        var logLoss = -(Math.Log(0.7f) + Math.Log(0.3f) + Math.Log(0.6f) + Math.Log(0.2f)) / 4;
        metrics.LogLoss.Should().BeApproximately(logLoss, 1e-12);
        metrics.PerClassLogLoss[0].Should().BeApproximately(-(Math.Log(0.7f) + Math.Log(0.3f)) / 2, 1e-12);
        var entropy = 0.5 * Math.Log(2) + 0.5 * Math.Log(4);
        metrics.LogLossReduction.Should().BeApproximately((entropy - logLoss) / entropy, 1e-12);
        metrics.ConfusionMatrix.Counts.Should().BeEquivalentTo(new double[][] { [1, 1, 0], [0, 1, 0], [1, 0, 0] }, order => order.WithStrictOrdering());
        metrics.ConfusionMatrix.PerClassPrecision.Should().Equal(1 / 2.0, 1 / 2.0, 0);
        metrics.ConfusionMatrix.PerClassRecall.Should().Equal(1 / 2.0, 1, 0);
        metrics.ConfusionMatrix.GetCountForClassPair(predictedClassIndicatorIndex: 1, actualClassIndicatorIndex: 0).Should().Be(1);
    }

    [Fact]
    public void Multiclass_NoRows_GivesNoAccuracy()
    {
        var metrics = _ml.MulticlassClassification.Evaluate(_ml.Data.LoadFromEnumerable(Array.Empty<Multi>()));
        metrics.MicroAccuracy.Should().Be(0);
        metrics.LogLossReduction.Should().Be(double.NaN);
    }

    [Fact]
    public void Multiclass_LabelsThatAreNoClasses_AreLeftOut()
    {
        var rows = _ml.Data.LoadFromEnumerable(new[] { 0f, -1, 0.5f, float.PositiveInfinity, 1 }.Select(label => new Labelled { Label = label, Score = [0.75f, 0.25f] }).ToList());
        _ml.MulticlassClassification.Evaluate(rows).ConfusionMatrix.Counts.Should().BeEquivalentTo(new double[][] { [1, 0], [1, 0] }, order => order.WithStrictOrdering());
    }

    [Fact]
    public void Binary_CountsAnswersInBits()
    {
        var metrics = _ml.BinaryClassification.Evaluate(Answered);

        metrics.Accuracy.Should().Be(3 / 5.0);
        metrics.PositivePrecision.Should().Be(1 / 2.0);
        metrics.PositiveRecall.Should().Be(1 / 2.0);
        metrics.NegativePrecision.Should().BeApproximately(2 / 3.0, 1e-12);
        metrics.NegativeRecall.Should().BeApproximately(2 / 3.0, 1e-12);
        metrics.F1Score.Should().Be(0.5);
        // Of the six pairs of a yes with a no: 3 + 1 won, one tied.
        metrics.AreaUnderRocCurve.Should().BeApproximately((3 + 1.5) / 6, 1e-12);
        var logLoss = (-Math.Log2(0.75) + 2 + 1 - Math.Log2(0.75) - Math.Log2(0.875)) / 5;
        metrics.LogLoss.Should().BeApproximately(logLoss, 1e-12);
        metrics.Entropy.Should().BeApproximately(-(0.4 * Math.Log2(0.4) + 0.6 * Math.Log2(0.6)), 1e-12);
        metrics.LogLossReduction.Should().BeApproximately((metrics.Entropy - logLoss) / metrics.Entropy, 1e-12);
        // Recall 0.5 at precision 1; the other yes is third: precision from 1/2 to 2/3.
        metrics.AreaUnderPrecisionRecallCurve.Should().BeApproximately(0.5 * 1 + 0.5 * (1 / 2.0 + 2 / 3.0) / 2, 1e-12);
        _ml.BinaryClassification.EvaluateNonCalibrated(Answered).AreaUnderRocCurve.Should().Be(metrics.AreaUnderRocCurve);
    }

    [Fact]
    public void Binary_NoYes_SaysThatTheAreaIsNotDefined()
    {
        var rows = _ml.Data.LoadFromEnumerable(new[] { new Binary { Label = false, Score = 1, Probability = 0.5f } });
        _ml.BinaryClassification.Invoking(catalog => catalog.Evaluate(rows)).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("AUC is not defined when there is no positive class in the data (Parameter 'PosSample')");
    }

    [Fact]
    public void Regression_MeasuresErrors()
    {
        var rows = _ml.Data.LoadFromEnumerable(new[]
        {
            new Number { Label = 1, Score = 2 }, new Number { Label = 2, Score = 2 }, new Number { Label = 6, Score = 4 }, new Number { Label = float.NaN, Score = 1 },
        });
        var metrics = _ml.Regression.Evaluate(rows);

        metrics.MeanAbsoluteError.Should().BeApproximately(1, 1e-12);
        metrics.MeanSquaredError.Should().BeApproximately(5 / 3.0, 1e-12);
        metrics.RootMeanSquaredError.Should().BeApproximately(Math.Sqrt(5 / 3.0), 1e-12);
        metrics.LossFunction.Should().BeApproximately(5 / 3.0, 1e-12);
        metrics.RSquared.Should().BeApproximately(1 - 5 / 14.0, 1e-12);
    }

    [Fact]
    public void Evaluate_NoSuchColumn_NamesIt() =>
        _ml.MulticlassClassification.Invoking(catalog => catalog.Evaluate(Scored, "none")).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("Could not find label column 'none'*");

    [Fact]
    public void ConfusionTable_Multiclass_LooksLikeTheRealOne() =>
        Lines(_ml.MulticlassClassification.Evaluate(Scored).ConfusionMatrix).Should().Equal(
            "",
            "Confusion table",
            "          ||========================",
            "PREDICTED ||     0 |     1 |     2 | Recall",
            "TRUTH     ||========================",
            "        0 ||     1 |     1 |     0 | 0.5000",
            "        1 ||     0 |     1 |     0 | 1.0000",
            "        2 ||     1 |     0 |     0 | 0.0000",
            "          ||========================",
            "Precision ||0.5000 |0.5000 |0.0000 |",
            "");

    [Fact]
    public void ConfusionTable_Binary_BeginsWithTheShareOfYes() =>
        Lines(_ml.BinaryClassification.Evaluate(Answered).ConfusionMatrix).Should().Equal(
            "TEST POSITIVE RATIO:\t0.4000 (2.0/(2.0+3.0))",
            "Confusion table",
            "          ||======================",
            "PREDICTED || positive | negative | Recall",
            "TRUTH     ||======================",
            " positive ||        1 |        1 | 0.5000",
            " negative ||        1 |        2 | 0.6667",
            "          ||======================",
            "Precision ||   0.5000 |   0.6667 |",
            "");

    private static string[] Lines(ConfusionMatrix matrix) => matrix.GetFormattedConfusionTable().Split(Environment.NewLine);

    private sealed class Multi
    {
        [KeyType(3)] public uint Label { get; set; }
        [VectorType(3)] public float[] Score { get; set; }
        [KeyType(3)] public uint PredictedLabel { get; set; }
    }

    private sealed class Labelled
    {
        public float Label { get; set; }
        [VectorType(2)] public float[] Score { get; set; }
        [KeyType(2)] public uint PredictedLabel { get; set; }
    }

    private sealed class Binary
    {
        public bool Label { get; set; }
        public float Score { get; set; }
        public float Probability { get; set; }
        public bool PredictedLabel { get; set; }
    }

    private sealed class Number
    {
        public float Label { get; set; }
        public float Score { get; set; }
    }
}
