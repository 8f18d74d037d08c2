using Eegavi.MachineLearning.Validation;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Eegavi.MachineLearning.Tests;

public class GroupedValidationTests
{
    private readonly MLContext _ml = new(1);

    // 4 persons in 3 folds: ML.NET's own folds by hash may be empty.
    [Fact]
    public void Folds_AreNeverEmpty_AndPartNoGroup()
    {
        var table = Recordings.View(_ml, Recordings.Make(24));
        var folds = _ml.Data.GroupedFolds(table, "Person", numberOfFolds: 3);
        folds.Should().HaveCount(3);
        folds.SelectMany(fold => fold.Test.GetColumn<int>("Number")).Order().Should().Equal(Enumerable.Range(0, 24));
        foreach (var fold in folds)
        {
            fold.Test.GetRowCount().Should().BePositive().And.Be(fold.Test.GetColumn<int>("Number").Count());
            fold.Test.GetColumn<string>("Person").Distinct().Order().Should().Equal(fold.TestGroups);
            fold.Train.GetColumn<string>("Person").Should().NotContain(person => fold.TestGroups.Contains(person));
            fold.Train.GetColumn<int>("Number").Concat(fold.Test.GetColumn<int>("Number")).Should().HaveCount(24);
        }
    }

    [Fact]
    public void MoreFoldsThanGroups_IsAnError() => _ml.Data.Invoking(data => data.GroupedFolds(Recordings.View(_ml, Recordings.Make(24)), "Person", 5))
        .Should().Throw<ArgumentException>().WithMessage("*at least 5 subjects*got 4*");

    [Fact]
    public void CrossValidate_FitsEachFoldToItsOwnTrainingRows()
    {
        var table = Recordings.View(_ml, Recordings.Make(24));
        var results = _ml.Data.CrossValidateGroups(table, _ml.Transforms.Conversion.MapValueToKey("Person"), scored => scored.GetColumn<uint>("Person").ToList(), "Person", 4);
        results.Should().HaveCount(4);
        results.SelectMany(result => result.Metrics).Should().HaveCount(24).And.OnlyContain(key => key == 0, "a person who is tested was never seen in fitting");
    }

    // Why there are folds of our own: ML.NET deals groups by a hash, and evaluates a fold without rows as if nothing were right.
    [Fact]
    public void CrossValidateOfMLNet_PartsNoGroup_AndLeavesFoldsEmpty()
    {
        var table = Recordings.View(_ml, Recordings.Make(32));
        var pipeline = _ml.Transforms.Conversion.MapValueToKey("Mood")
            .Append(_ml.Transforms.Eegavi(Recordings.Training))
            .Append(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Mood", "Embedding"));
        var results = _ml.MulticlassClassification.CrossValidate(table, pipeline, numberOfFolds: 4, "Mood", samplingKeyColumnName: "Person");
        string[][] persons = [.. results.Select(result => result.ScoredHoldOutSet.GetColumn<string>("Person").Distinct().ToArray())];
        persons.SelectMany(fold => fold).Should().BeEquivalentTo(["p0", "p1", "p2", "p3"]);
        persons.Should().Contain(fold => fold.Length == 0);
        results.Where((_, fold) => persons[fold].Length == 0).Should().OnlyContain(result => result.Metrics.MacroAccuracy == 0);
        results.Where((_, fold) => persons[fold].Length > 0).Should().OnlyContain(result => result.Metrics.MacroAccuracy > 0.5);
        foreach (var result in results) ((IDisposable)result.Model).Dispose();
    }

    [Theory]
    [InlineData(23)]
    [InlineData(25)]
    public void ATableThatChangesBetweenPasses_IsAnError(int later)
    {
        var passes = 0;
        IEnumerable<Recording> Rows() => Recordings.Make(passes++ == 0 ? 24 : later);
        IEnumerable<Recording> Lazily()
        {
            foreach (var row in Rows()) yield return row;
        }
        var folds = _ml.Data.GroupedFolds(_ml.Data.LoadFromEnumerable(Lazily()), "Person", 4);
        folds[3].Train.Invoking(train => train.GetColumn<int>("Number").ToList()).Should().Throw<InvalidOperationException>().WithMessage("Expected a table that gives the same rows in every pass; it had 24*");
    }

    [Fact]
    public void CrossValidate_ThatFails_DisposesWhatItHasFitted()
    {
        var rows = Recordings.View(_ml, Recordings.Make(24));
        var table = _ml.Transforms.Conversion.MapValueToKey("Mood").Fit(rows).Transform(rows);
        var kept = new Kept(_ml.Transforms.Eegavi(Recordings.Training with { Training = Recordings.Training.Training with { Epochs = 1 } }));
        _ml.Data.Invoking(data => data.CrossValidateGroups<int>(table, kept, _ => kept.Made.Count < 2 ? 0 : throw new InvalidDataException("no metric"), "Person", 4)).Should().Throw<InvalidDataException>();
        kept.Made.Should().HaveCount(2).And.OnlyContain(made => made.Model.parameters().All(parameter => parameter.IsInvalid));
    }

    private sealed class Kept(FusionEstimator inner) : IEstimator<ITransformer>
    {
        public List<FusionTransformer> Made { get; } = [];

        public ITransformer Fit(IDataView input)
        {
            Made.Add(inner.Fit(input));
            return Made[^1];
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inner.GetOutputSchema(inputSchema);
    }
}
