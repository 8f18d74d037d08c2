using Microsoft.ML;
using Microsoft.ML.Data;

namespace Eegavi.Compat.MachineLearning.Tests.Trainers;

/// <summary>What the real package's documentation prints for its samples, on the same pseudo-random rows.</summary>
/// <remarks>learn.microsoft.com, StandardTrainersCatalog: the examples of LbfgsMaximumEntropy, LbfgsLogisticRegression and SdcaMaximumEntropy.</remarks>
public class PublishedSampleTests
{
    private readonly MLContext _ml = new(0);

    [Fact]
    public void LbfgsMaximumEntropy_PrintsThePublishedMetrics()
    {
        var metrics = Classes(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy());
        // The accuracy of 0.91 beside the published table does not follow from it: 458 of 500 are right.
        Rounded(metrics.MicroAccuracy, metrics.LogLoss, metrics.LogLossReduction).Should().Equal(0.92, 0.24, 0.79);
        metrics.ConfusionMatrix.Counts.Should().BeEquivalentTo(new double[][] { [148, 0, 12], [0, 165, 12], [11, 7, 145] }, order => order.WithStrictOrdering());
    }

    [Fact]
    public void LbfgsLogisticRegression_PrintsThePublishedMetrics()
    {
        var model = _ml.BinaryClassification.Trainers.LbfgsLogisticRegression().Fit(_ml.Data.LoadFromEnumerable(Answer.Draw(1000, 0).ToList()));
        var metrics = _ml.BinaryClassification.Evaluate(model.Transform(_ml.Data.LoadFromEnumerable(Answer.Draw(500, 123).ToList())));
        Rounded(metrics.Accuracy, metrics.AreaUnderRocCurve, metrics.F1Score, metrics.NegativePrecision, metrics.NegativeRecall, metrics.PositivePrecision, metrics.PositiveRecall)
            .Should().Equal(0.88, 0.96, 0.87, 0.90, 0.87, 0.86, 0.89);
        Rounded(metrics.LogLoss, metrics.LogLossReduction, metrics.Entropy).Should().Equal(0.38, 0.62, 1.00);
        metrics.ConfusionMatrix.Counts.Should().BeEquivalentTo(new double[][] { [212, 26], [35, 227] }, order => order.WithStrictOrdering());
    }

    // Its order of rows is random: the metrics agree to a hundredth, not each count.
    [Fact]
    public void SdcaMaximumEntropy_ComesNearThePublishedMetrics()
    {
        var metrics = Classes(_ml.MulticlassClassification.Trainers.SdcaMaximumEntropy());
        metrics.MicroAccuracy.Should().BeApproximately(0.91, 0.02);
        metrics.LogLoss.Should().BeApproximately(0.22, 0.02);
        metrics.LogLossReduction.Should().BeApproximately(0.80, 0.02);
    }

    private MulticlassClassificationMetrics Classes(IEstimator<ITransformer> trainer)
    {
        var chain = _ml.Transforms.Conversion.MapValueToKey("Label").Append(trainer);
        var model = chain.Fit(_ml.Data.LoadFromEnumerable(Point.Draw(1000, 0).ToList()));
        return _ml.MulticlassClassification.Evaluate(model.Transform(_ml.Data.LoadFromEnumerable(Point.Draw(500, 123).ToList())));
    }

    private static double[] Rounded(params double[] values) => [.. values.Select(value => Math.Round(value, 2))];

    private sealed class Point
    {
        public uint Label { get; set; }
        [VectorType(20)] public float[] Features { get; set; }

        internal static IEnumerable<Point> Draw(int count, int seed)
        {
            var random = new Random(seed);
            for (var i = 0; i < count; i++)
            {
                var label = random.Next(1, 4);
                yield return new Point
                {
                    Label = (uint)label,
                    Features = Enumerable.Repeat(label, 20).Select(_ => (float)(random.NextDouble() - 0.5) + label * 0.2f).ToArray(),
                };
            }
        }
    }

    private sealed class Answer
    {
        public bool Label { get; set; }
        [VectorType(50)] public float[] Features { get; set; }

        internal static IEnumerable<Answer> Draw(int count, int seed)
        {
            var random = new Random(seed);
            float Next() => (float)random.NextDouble();
            for (var i = 0; i < count; i++)
            {
                var label = Next() > 0.5f;
                yield return new Answer { Label = label, Features = Enumerable.Repeat(label, 50).Select(yes => yes ? Next() : Next() + 0.1f).ToArray() };
            }
        }
    }
}
