using Eegavi.MachineLearning.Validation;
using Microsoft.ML;

namespace Eegavi.MachineLearning.Tests;

public class HeadSweepTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void ManyHeads_RunTheNetworkOncePerRow_AndTheBestComesFirst()
    {
        var rows = Recordings.View(_ml, Recordings.Make(24));
        var keyed = _ml.Transforms.Conversion.MapValueToKey("Mood").Fit(rows).Transform(rows);
        using var fusion = _ml.Transforms.Eegavi(Recordings.Training with { BatchSize = 24 }).Fit(keyed);
        var passes = 0;
        fusion.Model.register_forward_hook((_, _, output) =>
        {
            passes++;
            return output;
        });
        var trainers = _ml.MulticlassClassification.Trainers;
        var ranking = _ml.Data.SweepHeads(fusion.Transform(keyed), new Dictionary<string, IEstimator<ITransformer>>
        {
            ["none"] = trainers.LbfgsMaximumEntropy("Mood", "Embedding", l1Regularization: 1000),
            ["free"] = trainers.LbfgsMaximumEntropy("Mood", "Embedding", l1Regularization: 0, l2Regularization: 0.01f),
            ["again"] = trainers.LbfgsMaximumEntropy("Mood", "Embedding", l1Regularization: 0, l2Regularization: 0.01f),
        }, scored => _ml.MulticlassClassification.Evaluate(scored, "Mood").MacroAccuracy, "Person", numberOfFolds: 4);

        passes.Should().Be(1, "24 rows are one batch, however many heads and folds there are");
        ranking.Select(head => head.Name).Should().Equal("free", "again", "none");
        ranking[0].Scores.Should().HaveCount(4).And.Equal(ranking[1].Scores);
        ranking[0].Mean.Should().BeGreaterThan(0.9);
        ranking[2].Mean.Should().Be(0.5);
        ranking[2].Deviation.Should().Be(0);
    }

    [Fact]
    public void NoHeads_IsAnError() => _ml.Data.Invoking(data => data.SweepHeads(Recordings.View(_ml, Recordings.Make(24)), new Dictionary<string, IEstimator<ITransformer>>(), _ => 0, "Person"))
        .Should().Throw<ArgumentException>().WithMessage("Expected at least one head.*");
}
