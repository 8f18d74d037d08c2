using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Eegavi.Compat.MachineLearning.Tests.Models;

public class SaveTests
{
    private readonly MLContext _ml = new(1);
    private readonly IDataView _rows;

    public SaveTests() => _rows = _ml.Data.LoadFromEnumerable(new List<Row>
    {
        new() { Values = [1, float.NaN], Scale = 2, Label = "b", Number = 9 },
        new() { Values = [3, 5], Scale = 4, Label = "a", Number = 3 },
    });

    public static TheoryData<string> Transforms => [.. Estimators(new MLContext()).Keys];

    [Theory]
    [MemberData(nameof(Transforms))]
    public void Transform_SavedAndLoaded_DoesTheSame(string name)
    {
        var fitted = Estimators(_ml)[name].Fit(_rows);
        var loaded = Reloaded(fitted);
        loaded.GetType().Should().Be(fitted.GetType());
        Printed(loaded.Transform(_rows)).Should().Be(Printed(fitted.Transform(_rows)));
    }

    [Fact]
    public void InputSchema_ComesBackWithNamesOfSlots()
    {
        var input = _ml.Transforms.Concatenate("All", "Scale", "Values").Fit(_rows).Transform(_rows);
        using var file = new MemoryStream();
        _ml.Model.Save(_ml.Transforms.DropColumns("Values").Fit(input), input.Schema, file);
        file.Position = 0;
        _ml.Model.Load(file, out var schema);
        schema.Select(column => column.ToString()).Should().Equal(input.Schema.Select(column => column.ToString()));
        schema["All"].HasSlotNames().Should().BeTrue();
    }

    [Fact]
    public void CustomMapping_WithDefinitions_KeepsNamesAndSizes()
    {
        var output = SchemaDefinition.Create(typeof(Sum.To));
        output["Total"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 1);
        output["Total"].ColumnName = "Embedding";
        var loaded = Reloaded(_ml.Transforms.CustomMapping(new Sum().GetMapping(), "sum", outputSchemaDefinition: output).Fit(_rows));
        loaded.GetOutputSchema(_rows.Schema)["Embedding"].Type.ToString().Should().Be("Vector<Single, 1>");
    }

    [Fact]
    public void PredictionEngine_ReadsObjectsOneByOne()
    {
        var model = _ml.Transforms.ReplaceMissingValues("Values").Append(_ml.Transforms.CustomMapping(new Sum().GetMapping(), "sum")).Fit(_rows);
        using var engine = _ml.Model.CreatePredictionEngine<Row, Sum.To>(model);
        engine.Predict(new Row { Values = [1, 2] }).Total.Should().Equal(3);
        engine.Predict(new Row { Values = [float.NaN, 2] }).Total.Should().Equal(2);
        engine.OutputSchema.GetColumnOrNull("Total").Should().NotBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void PredictionEngine_DisposesWhatItOwns(bool owns)
    {
        var model = new Disposed(_ml.Transforms.DropColumns("Number").Fit(_rows));
        var engine = _ml.Model.CreatePredictionEngine<Row, Row>(model, new PredictionEngineOptions { OwnsTransformer = owns });
        engine.Dispose();
        engine.Dispose();
        model.Times.Should().Be(owns ? 1 : 0);
    }

    private static Dictionary<string, IEstimator<ITransformer>> Estimators(MLContext ml) => new()
    {
        ["concatenate"] = ml.Transforms.Concatenate("All", "Values", "Scale"),
        ["copy"] = ml.Transforms.CopyColumns("Copy", "Label"),
        ["drop"] = ml.Transforms.DropColumns("Scale"),
        ["select"] = ml.Transforms.SelectColumns(["Label", "Scale"], keepHidden: true),
        ["min-max"] = ml.Transforms.NormalizeMinMax([new("Values"), new("Other", "Scale")]),
        ["cdf"] = ml.Transforms.NormalizeMeanVariance("Scale", useCdf: true),
        ["missing"] = ml.Transforms.ReplaceMissingValues("Values", replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean),
        ["to key"] = ml.Transforms.Conversion.MapValueToKey([new("Label"), new("Key", "Number")]),
        ["to key, as text"] = ml.Transforms.Conversion.MapValueToKey("Number", addKeyValueAnnotationsAsText: true),
        ["convert"] = ml.Transforms.Conversion.ConvertType("Number", outputKind: DataKind.Double),
        ["mapping"] = ml.Transforms.CustomMapping(new Sum().GetMapping(), "sum"),
    };

    private ITransformer Reloaded(ITransformer transformer)
    {
        using var file = new MemoryStream();
        _ml.Model.Save(transformer, _rows.Schema, file);
        file.Position = 0;
        return new MLContext().Model.Load(file, out _);
    }

    /// <summary>Every visible value as text.</summary>
    private static string Printed(IDataView view) => string.Join("\n", view.Schema.Where(column => !column.IsHidden).Select(column => $"{column}: {column.Type.RawType switch
    {
        var type when type == typeof(float) => string.Join(" ", view.GetColumn<float>(column)),
        var type when type == typeof(double) => string.Join(" ", view.GetColumn<double>(column)),
        var type when type == typeof(int) => string.Join(" ", view.GetColumn<int>(column)),
        var type when type == typeof(uint) => string.Join(" ", view.GetColumn<uint>(column)),
        var type when type == typeof(VBuffer<float>) => string.Join(" ", view.GetColumn<float[]>(column).SelectMany(row => row)),
        _ => string.Join(" ", view.GetColumn<string>(column)),
    }}"));

    private sealed class Row
    {
        [VectorType(2)] public float[] Values { get; set; }
        public float Scale { get; set; }
        public string Label { get; set; }
        public int Number { get; set; }
    }

    private sealed class Disposed(ITransformer inner) : ITransformer, IDisposable
    {
        public int Times { get; private set; }
        public bool IsRowToRowMapper => true;
        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inner.GetOutputSchema(inputSchema);
        public IDataView Transform(IDataView input) => inner.Transform(input);
        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => inner.GetRowToRowMapper(inputSchema);
        public void Save(ModelSaveContext ctx) => inner.Save(ctx);
        public void Dispose() => Times++;
    }

    [CustomMappingFactoryAttribute("sum")]
    private sealed class Sum : CustomMappingFactory<Sum.From, Sum.To>
    {
        public override Action<From, To> GetMapping() => (from, to) => to.Total = [from.Values.Sum()];

        public sealed class From
        {
            [VectorType(2)] public float[] Values { get; set; }
        }

        public sealed class To
        {
            public float[] Total { get; set; }
        }
    }
}
