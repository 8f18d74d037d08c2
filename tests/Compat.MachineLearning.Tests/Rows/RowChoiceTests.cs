using Microsoft.ML;
using Microsoft.ML.Data;

namespace Eegavi.Compat.MachineLearning.Tests.Rows;

public class RowChoiceTests
{
    private readonly MLContext _ml = new(1);
    private readonly IDataView _rows;

    public RowChoiceTests() => _rows = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 12).Select(i => new Row { Index = i, Real = i, Key = (uint)(i % 4) + 1, Values = [i, -i] }).ToList());

    [Fact]
    public void SkipAndTake_GiveTheMiddle()
    {
        var middle = _ml.Data.TakeRows(_ml.Data.SkipRows(_rows, 5), 4);
        Indices(middle).Should().Equal(5, 6, 7, 8);
        middle.GetRowCount().Should().Be(4);
        Indices(_ml.Data.SkipRows(_rows, 50)).Should().BeEmpty();
    }

    [Fact]
    public void FilterRowsByColumn_TakesTheLowerBoundAndNotTheUpper() =>
        Indices(_ml.Data.FilterRowsByColumn(_rows, nameof(Row.Real), 3, 6)).Should().Equal(3, 4, 5);

    [Fact]
    public void Filters_OfOtherTypesOrBounds_AreRefused()
    {
        void Refused(Func<DataOperationsCatalog, IDataView> filter) => _ml.Data.Invoking(filter).Should().Throw<ArgumentOutOfRangeException>();
        Refused(data => data.FilterRowsByColumn(_rows, nameof(Row.Index), 3, 6));
        Refused(data => data.FilterRowsByColumn(_rows, nameof(Row.Real), 6, 3));
        Refused(data => data.FilterRowsByKeyColumnFraction(_rows, nameof(Row.Real)));
        Refused(data => data.FilterRowsByKeyColumnFraction(_rows, nameof(Row.Key), -0.1));
        Refused(data => data.FilterRowsByKeyColumnFraction(_rows, nameof(Row.Key), 0.5, 0.25));
    }

    [Fact]
    public void Cache_OfAnUnknownColumn_IsRefusedAtOnce() => _ml.Data.Invoking(data => data.Cache(_rows, "None"))
        .Should().Throw<ArgumentOutOfRangeException>().WithMessage("Could not find prefetch column 'None'*");

    [Fact]
    public void Cache_GivesItsRowsInOrderOrShuffled()
    {
        var cached = _ml.Data.Cache(_rows, nameof(Row.Index));
        Indices(cached).Should().BeInAscendingOrder().And.HaveCount(12);
        using var cursor = cached.GetRowCursor([cached.Schema[nameof(Row.Index)]], new Random(1));
        var (getter, seen, index) = (cursor.GetGetter<int>(cached.Schema[nameof(Row.Index)]), new List<int>(), 0);
        while (cursor.MoveNext())
        {
            getter(ref index);
            seen.Add(index);
        }
        seen.Should().BeEquivalentTo(Enumerable.Range(0, 12)).And.NotBeInAscendingOrder();
    }

    [Fact]
    public void FilterRowsByKeyColumnFraction_TakesAPartOfTheKeys() =>
        Indices(_ml.Data.FilterRowsByKeyColumnFraction(_rows, nameof(Row.Key), 0.5)).Should().Equal(2, 3, 6, 7, 10, 11);

    [Theory]
    [InlineData(nameof(Row.Values), "0 2 3")]
    [InlineData(nameof(Row.Key), "0 1 2")]
    [InlineData($"{nameof(Row.Values)} {nameof(Row.Key)}", "0 2")]
    public void FilterRowsByMissingValues_LeavesCompleteRows(string columns, string expected)
    {
        var rows = _ml.Data.LoadFromEnumerable(new List<Row>
        {
            new() { Index = 0, Key = 1, Values = [1, 2] },
            new() { Index = 1, Key = 1, Values = [1, float.NaN] },
            new() { Index = 2, Key = 4, Values = [0, 0] },
            new() { Index = 3, Key = 0, Values = [3, 4] },
        });
        string.Join(" ", Indices(_ml.Data.FilterRowsByMissingValues(rows, columns.Split(' ')))).Should().Be(expected);
    }

    [Fact]
    public void Filter_CountsItsRowsAnew()
    {
        using var cursor = _ml.Data.FilterRowsByColumn(_rows, nameof(Row.Real), 3).GetRowCursor(_rows.Schema);
        cursor.Position.Should().Be(-1);
        cursor.MoveNext().Should().BeTrue();
        cursor.Position.Should().Be(0);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1000)]
    public void ShuffleRows_GivesEveryRowOnceWithItsOwnValues(int pool)
    {
        var shuffled = _ml.Data.ShuffleRows(_rows, seed: 7, shufflePoolSize: pool);
        var read = _ml.Data.CreateEnumerable<Row>(shuffled, reuseRowObject: false).ToList();
        read.Select(row => row.Index).Should().BeEquivalentTo(Enumerable.Range(0, 12)).And.NotBeInAscendingOrder();
        read.Should().OnlyContain(row => row.Values[0] == row.Index && row.Values[1] == -row.Index && row.Key == row.Index % 4 + 1);
        Indices(shuffled).Should().Equal(read.Select(row => row.Index), "a seed fixes the order");
    }

    private static IEnumerable<int> Indices(IDataView view) => view.GetColumn<int>(nameof(Row.Index));

    private sealed class Row
    {
        public int Index { get; set; }
        public float Real { get; set; }
        [KeyType(4)] public uint Key { get; set; }
        [VectorType(2)] public float[] Values { get; set; }
    }
}
