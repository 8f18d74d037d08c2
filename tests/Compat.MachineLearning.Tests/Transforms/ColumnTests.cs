using Microsoft.ML;
using Microsoft.ML.Data;

namespace Eegavi.Compat.MachineLearning.Tests.Transforms;

public class ColumnTests
{
    private readonly MLContext _ml = new(1);
    private readonly IDataView _rows;

    public ColumnTests() => _rows = _ml.Data.LoadFromEnumerable(new List<Row> { new() { Pair = [1, 2], One = 3, Text = "a" }, new() { Pair = [4, 5], One = 6, Text = "b" } });

    [Fact]
    public void Concatenate_PutsSlotsInOrderAndNamesThem()
    {
        var made = _ml.Transforms.Concatenate("All", "One", "Pair").Fit(_rows).Transform(_rows);
        made.Schema["All"].Type.ToString().Should().Be("Vector<Single, 3>");
        made.GetColumn<float[]>("All").Select(row => string.Join(" ", row)).Should().Equal("3 1 2", "6 4 5");
        SlotNames(made, "All").Should().Equal("One", "", "");

        var twice = _ml.Transforms.Concatenate("Twice", "All", "One").Fit(made).Transform(made);
        SlotNames(twice, "Twice").Should().Equal("All.One", "", "", "One");
    }

    [Fact]
    public void Concatenate_OtherTypes_IsRefused() => _ml.Transforms.Concatenate("All", "One", "Text").Invoking(estimator => estimator.Fit(_rows))
        .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*'Text'*");

    [Fact]
    public void CopyColumns_KeepsTheOldOne()
    {
        var made = _ml.Transforms.CopyColumns("Copy", "Text").Fit(_rows).Transform(_rows);
        made.GetColumn<string>("Copy").Should().Equal("a", "b");
        made.Schema.Select(column => column.Name).Should().Equal("Pair", "One", "Text", "Copy");
    }

    [Fact]
    public void DropColumns_LeavesTheOthers() =>
        Names(_ml.Transforms.DropColumns("One", "Pair").Fit(_rows).Transform(_rows)).Should().Equal("Text");

    [Fact]
    public void SelectColumns_TakesItsOrderAndDropsHiddenColumns()
    {
        var hidden = _ml.Transforms.Conversion.MapValueToKey("Text").Fit(_rows).Transform(_rows);
        var made = _ml.Transforms.SelectColumns("Text", "One").Fit(hidden).Transform(hidden);
        made.Schema.Select(column => $"{column.Name}:{column.Type}").Should().Equal("Text:Key<UInt32, 0-1>", "One:Single");
        made.GetColumn<float>("One").Should().Equal(3, 6);
    }

    [Fact]
    public void DropColumns_AnUnknownOne_IsNamed() => _ml.Transforms.DropColumns("Two").Invoking(estimator => estimator.Fit(_rows))
        .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*'Two'*");

    [Fact]
    public void TwoOutputsOfOneName_TheLastOneHidesTheOthers()
    {
        var made = _ml.Transforms.Conversion.ConvertType([new("Text"), new("Text", "One")], DataKind.String).Fit(_rows).Transform(_rows);
        made.GetColumn<string>("Text").Should().Equal("3", "6");
        made.Schema.Where(column => column.Name == "Text").Select(column => column.IsHidden).Should().Equal(true, true, false);
    }

    private static IEnumerable<string> Names(IDataView view) => view.Schema.Select(column => column.Name);

    private static string[] SlotNames(IDataView view, string column)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        view.Schema[column].GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    private sealed class Row
    {
        [VectorType(2)] public float[] Pair { get; set; }
        public float One { get; set; }
        public string Text { get; set; }
    }
}
