using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Eegavi.Compat.MachineLearning.Tests.Transforms;

public class ConversionTests
{
    private readonly MLContext _ml = new(1);
    private readonly IDataView _rows;

    public ConversionTests() => _rows = _ml.Data.LoadFromEnumerable(new List<Row>
    {
        new() { Text = "sad", Number = 7, Tags = ["x", "y"], Yes = true },
        new() { Text = "calm", Number = -2, Tags = ["y"], Yes = false },
        new() { Text = "", Number = 7, Tags = [], Yes = true },
    });

    [Fact]
    public void MapValueToKey_CountsFromOneAndLeavesEmptyTextMissing() => Keys("Text").Should().Equal(1u, 2u, 0u);

    [Fact]
    public void MapValueToKey_ByValue_Sorts() => Keys("Text", ValueToKeyMappingEstimator.KeyOrdinality.ByValue).Should().Equal(2u, 1u, 0u);

    [Fact]
    public void MapValueToKey_OfNumbers_KeepsThemAsValues()
    {
        var keys = _ml.Transforms.Conversion.MapValueToKey("Key", "Number").Fit(_rows).Transform(_rows);
        VBuffer<int> values = default;
        keys.Schema["Key"].GetKeyValues(ref values);
        values.DenseValues().Should().Equal(7, -2);
        keys.Schema["Key"].HasKeyValues().Should().BeFalse("its values are no texts");
    }

    [Fact]
    public void MapValueToKey_OfVectors_MapsItems() => _ml.Transforms.Conversion.MapValueToKey("Tags").Fit(_rows).Transform(_rows)
        .GetColumn<uint[]>("Tags").Select(row => string.Join(" ", row)).Should().Equal("1 2", "2", "");

    [Fact]
    public void MapValueToKey_WithAMaximum_StopsThere() =>
        _ml.Transforms.Conversion.MapValueToKey("Text", maximumNumberOfKeys: 1).Fit(_rows).Transform(_rows).GetColumn<uint>("Text").Should().Equal(1u, 0u, 0u);

    [Fact]
    public void MapValueToKey_WithKeyData_TakesItsOrder()
    {
        var order = _ml.Data.LoadFromEnumerable(new[] { new Term { Value = "calm" }, new Term { Value = "sad" } });
        _ml.Transforms.Conversion.MapValueToKey("Text", keyData: order).Fit(_rows).Transform(_rows).GetColumn<uint>("Text").Should().Equal(2u, 1u, 0u);
    }

    [Fact]
    public void MapKeyToValue_GivesBackWhatWasMapped()
    {
        var chain = _ml.Transforms.Conversion.MapValueToKey("Text").Append(_ml.Transforms.Conversion.MapValueToKey("Tags"))
            .Append(_ml.Transforms.Conversion.MapKeyToValue([new("Text"), new("Tags")]));
        var back = chain.Fit(_rows).Transform(_rows);
        back.GetColumn<string>("Text").Should().Equal("sad", "calm", "");
        back.GetColumn<string[]>("Tags").Select(row => string.Join(" ", row)).Should().Equal("x y", "y", "");
    }

    [Fact]
    public void MapKeyToValue_WithoutValues_IsRefused() => _ml.Transforms.Conversion.MapKeyToValue("Number").Invoking(estimator => estimator.Fit(_rows))
        .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*'Number'*");

    [Theory]
    [InlineData("Number", DataKind.Single, "7 -2 7")]
    [InlineData("Number", DataKind.String, "7 -2 7")]
    [InlineData("Yes", DataKind.Int64, "1 0 1")]
    public void ConvertType_GivesTheSameValueInAnotherType(string column, DataKind kind, string expected)
    {
        var made = _ml.Transforms.Conversion.ConvertType("Made", column, kind).Fit(_rows).Transform(_rows);
        IEnumerable<object> values = kind switch
        {
            DataKind.Single => made.GetColumn<float>("Made").Cast<object>(),
            DataKind.Int64 => made.GetColumn<long>("Made").Cast<object>(),
            _ => made.GetColumn<string>("Made"),
        };
        string.Join(" ", values).Should().Be(expected);
    }

    [Theory]
    [InlineData(DataKind.Single, "0 7 -2.5 NaN NaN")]
    [InlineData(DataKind.UInt32, "0 7 0 0 0")]
    [InlineData(DataKind.Boolean, "False False False False True")]
    public void ConvertType_OfText_ReadsWhatItCan(DataKind kind, string expected)
    {
        var rows = _ml.Data.LoadFromEnumerable(new[] { "", "7", "-2.5", "calm", "yes" }.Select(text => new Term { Value = text }).ToList());
        var made = _ml.Transforms.Conversion.ConvertType("Value", outputKind: kind).Append(_ml.Transforms.Conversion.ConvertType("Value", outputKind: DataKind.String)).Fit(rows);
        string.Join(" ", made.Transform(rows).GetColumn<string>("Value")).Should().Be(expected);
    }

    [Fact]
    public void ConvertType_OfTextThatIsNoWholeNumber_SaysSo() => _ml.Transforms.Conversion.ConvertType("Text", outputKind: DataKind.Int32).Fit(_rows).Transform(_rows)
        .Invoking(made => made.GetColumn<int>("Text").ToList()).Should().Throw<InvalidOperationException>().WithMessage("Value could not be parsed from text to*");

    [Theory]
    [InlineData("Real", DataKind.Int32)]
    [InlineData("Number", DataKind.UInt32)]
    [InlineData("Yes", DataKind.UInt32)]
    public void ConvertType_ThatLosesWhatANumberIs_IsRefused(string column, DataKind kind) =>
        _ml.Transforms.Conversion.ConvertType(column, outputKind: kind).Invoking(estimator => estimator.Fit(_rows)).Should().Throw<ArgumentOutOfRangeException>().WithMessage($"*'{column}'*");

    [Fact]
    public void ConvertType_UnsignedAndTooLarge_IsMissing()
    {
        var chain = _ml.Transforms.Conversion.ConvertType("Text", outputKind: DataKind.UInt32).Append(_ml.Transforms.Conversion.ConvertType("Text", outputKind: DataKind.Byte));
        var rows = _ml.Data.LoadFromEnumerable(new[] { new Row { Text = "255" }, new Row { Text = "256" } });
        chain.Fit(rows).Transform(rows).GetColumn<byte>("Text").Should().Equal(255, 0);
    }

    private IEnumerable<uint> Keys(string column, ValueToKeyMappingEstimator.KeyOrdinality order = ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence) =>
        _ml.Transforms.Conversion.MapValueToKey(column, keyOrdinality: order).Fit(_rows).Transform(_rows).GetColumn<uint>(column);

    private sealed class Row
    {
        public string Text { get; set; }
        public int Number { get; set; }
        public string[] Tags { get; set; }
        public bool Yes { get; set; }
        public float Real { get; set; }
    }

    private sealed class Term
    {
        public string Value { get; set; }
    }
}
