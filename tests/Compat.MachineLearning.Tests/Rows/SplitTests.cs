using Microsoft.ML;
using Microsoft.ML.Data;

namespace Eegavi.Compat.MachineLearning.Tests.Rows;

public class SplitTests
{
    private readonly MLContext _ml = new();
    private readonly IDataView _rows;

    public SplitTests() => _rows = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 200).Select(i => new Row
    {
        Index = i,
        Subject = i % 5,
        Name = $"s{i % 7}",
        Key = (uint)(i % 4) + 1,
        Score = i % 10,
    }).ToList());

    // Recorded with the real package.
    [Theory]
    [InlineData(5, 3, "1 3 4//0 2")]
    public void CrossValidationSplit_ByANumber_MakesTheRecordedFolds(int seed, int folds, string expected) =>
        string.Join("/", _ml.Data.CrossValidationSplit(_rows, folds, nameof(Row.Subject), seed).Select(fold => Subjects(fold.TestSet))).Should().Be(expected);

    [Fact]
    public void TrainTestSplit_ByANumber_MakesTheRecordedParts()
    {
        var split = _ml.Data.TrainTestSplit(_rows, 0.4, nameof(Row.Subject), seed: 1);
        (Subjects(split.TestSet), Subjects(split.TrainSet)).Should().Be(("3 4", "0 1 2"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(nameof(Row.Name))]
    [InlineData(nameof(Row.Key))]
    [InlineData(nameof(Row.Score))]
    public void CrossValidationSplit_TestsEveryRowOnceAndKeepsGroupsTogether(string group)
    {
        var folds = _ml.Data.CrossValidationSplit(_rows, 4, group, seed: 3);
        folds.SelectMany(fold => fold.TestSet.GetColumn<int>(nameof(Row.Index))).Should().BeEquivalentTo(Enumerable.Range(0, 200));
        foreach (var fold in folds)
        {
            fold.TrainSet.GetColumn<int>(nameof(Row.Index)).Concat(fold.TestSet.GetColumn<int>(nameof(Row.Index))).Should().BeEquivalentTo(Enumerable.Range(0, 200));
            fold.TestSet.Schema.Select(column => column.Name).Should().Equal(_rows.Schema.Select(column => column.Name));
            if (group != null)
                Values(fold.TrainSet, group).Intersect(Values(fold.TestSet, group)).Should().BeEmpty();
        }
    }

    [Fact]
    public void CrossValidationSplit_ByAKeyOfFour_GivesEachFoldOneKey() =>
        _ml.Data.CrossValidationSplit(_rows, 4, nameof(Row.Key)).Select(fold => fold.TestSet.GetColumn<uint>(nameof(Row.Key)).Distinct().Single()).Should().Equal(1u, 2u, 3u, 4u);

    [Fact]
    public void TrainTestSplit_WithoutGroups_TakesAboutTheFractionAndFollowsTheSeed()
    {
        List<int> Test(int seed) => [.. _ml.Data.TrainTestSplit(_rows, 0.3, seed: seed).TestSet.GetColumn<int>(nameof(Row.Index))];
        Test(1).Count.Should().BeInRange(40, 80);
        Test(1).Should().Equal(Test(1)).And.NotEqual(Test(2));
    }

    [Fact]
    public void TrainTestSplit_OfATableThatCanBeShuffled_HasTheSameParts()
    {
        var split = _ml.Data.TrainTestSplit(_ml.Data.Cache(_rows), 0.3, seed: 1);
        List<int> Read(IDataView part)
        {
            using var cursor = part.GetRowCursor([part.Schema[nameof(Row.Index)]], new Random(2));
            var (getter, index, read) = (cursor.GetGetter<int>(part.Schema[nameof(Row.Index)]), 0, new List<int>());
            for (; cursor.MoveNext(); read.Add(index))
                getter(ref index);
            return read;
        }
        Read(split.TrainSet).Concat(Read(split.TestSet)).Should().BeEquivalentTo(Enumerable.Range(0, 200));
    }

    [Fact]
    public void Split_ByAnUnknownColumn_NamesIt() => _ml.Data.Invoking(data => data.TrainTestSplit(_rows, 0.2, "Person"))
        .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*'Person'*");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void TrainTestSplit_OfNothing_IsRefused(double fraction) => _ml.Data.Invoking(data => data.TrainTestSplit(_rows, fraction))
        .Should().Throw<ArgumentOutOfRangeException>().WithMessage("Must be between 0 and 1 exclusive*");

    private static string Subjects(IDataView view) => string.Join(" ", view.GetColumn<int>(nameof(Row.Subject)).Distinct().Order());

    private static IEnumerable<object> Values(IDataView view, string column) => column switch
    {
        nameof(Row.Name) => view.GetColumn<string>(column),
        nameof(Row.Key) => view.GetColumn<uint>(column).Cast<object>(),
        _ => view.GetColumn<float>(column).Cast<object>(),
    };

    private sealed class Row
    {
        public int Index { get; set; }
        public int Subject { get; set; }
        public string Name { get; set; }
        [KeyType(4)] public uint Key { get; set; }
        public float Score { get; set; }
    }
}
