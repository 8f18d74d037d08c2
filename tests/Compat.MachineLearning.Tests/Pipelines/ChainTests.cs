using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Eegavi.Compat.MachineLearning.Tests.Pipelines;

public class ChainTests
{
    private readonly MLContext _ml = new(1);
    private readonly IDataView _rows;
    private int _calls;

    public ChainTests() => _rows = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 5).Select(i => new Number { Value = i }).ToList());

    [Fact]
    public void Chain_MapsRowByRow()
    {
        var model = Doubled().Append(Doubled()).Fit(_rows);
        model.Transform(_rows).GetColumn<float>("Value").Should().Equal(0, 4, 8, 12, 16);
        model.Transform(_rows).Schema.Select(column => column.IsHidden).Should().Equal(true, true, false);
        _ml.Model.CreatePredictionEngine<Number, Number>(model).Predict(new Number { Value = 3 }).Value.Should().Be(12);
    }

    [Fact]
    public void CacheCheckpoint_KeepsWhatCameBefore()
    {
        var chain = Doubled().AppendCacheCheckpoint(_ml).Append(new Reader(times: 3));
        chain.Fit(_rows);
        _calls.Should().Be(5);
    }

    [Fact]
    public void Chain_SavedAndLoaded_IsTheSame()
    {
        var model = _ml.Transforms.CustomMapping(new Twice().GetMapping(), "twice").Append(_ml.Transforms.CustomMapping(new Twice().GetMapping(), "twice")).Fit(_rows);
        using var file = new MemoryStream();
        _ml.Model.Save(model, _rows.Schema, file);
        file.Position = 0;

        var loaded = new MLContext().Model.Load(file, out var schema);
        schema.Should().ContainSingle().Which.Type.Should().Be(NumberDataViewType.Single);
        loaded.Should().BeOfType<TransformerChain<ITransformer>>().Which.Should().HaveCount(2);
        loaded.Transform(_rows).GetColumn<float>("Value").Should().Equal(0, 4, 8, 12, 16);
    }

    [Fact]
    public void Fit_AMissingColumn_NamesIt() => Doubled().Append(Doubled()).Invoking(chain => chain.Fit(_ml.Data.LoadFromEnumerable(new List<Empty>())))
        .Should().Throw<ArgumentOutOfRangeException>().WithMessage("Could not find input column 'Value'*");

    [Fact]
    public void CustomMapping_OfASizedMember_RefusesVectorsWithoutSize()
    {
        var loose = _ml.Data.LoadFromEnumerable(new[] { new Loose { Values = [1, 2] } });
        _ml.Transforms.CustomMapping<Sized, Number>((from, to) => to.Value = from.Values[0], null).Invoking(estimator => estimator.Fit(loose))
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*'Values'*");
        _ml.Transforms.CustomMapping<Loose, Number>((from, to) => to.Value = from.Values[0], null).Fit(loose).Transform(loose).GetColumn<float>("Value").Should().Equal(1);
    }

    // The real package has one pair of objects for all rows.
    [Fact]
    public void CustomMapping_WhatItLeavesAlone_KeepsTheLastRowsValue() =>
        _ml.Transforms.CustomMapping<Number, Number>((from, to) => to.Value = from.Value % 2 == 0 ? from.Value : to.Value, null)
            .Fit(_rows).Transform(_rows).GetColumn<float>("Value").Should().Equal(0, 0, 2, 2, 4);

    [Fact]
    public void WithOnFitDelegate_TellsOfWhatWasLearned()
    {
        var told = new List<ITransformer>();
        var fitted = Doubled().WithOnFitDelegate(told.Add).Fit(_rows);
        told.Should().Equal(fitted);
        Doubled().Invoking(estimator => estimator.WithOnFitDelegate(null)).Should().Throw<ArgumentNullException>();
    }

    private CustomMappingEstimator<Number, Number> Doubled() => _ml.Transforms.CustomMapping<Number, Number>((from, to) =>
    {
        _calls++;
        to.Value = 2 * from.Value;
    }, null);

    private sealed class Number
    {
        public float Value { get; set; }
    }

    private sealed class Empty;

    private sealed class Sized
    {
        [VectorType(2)] public float[] Values { get; set; }
    }

    private sealed class Loose
    {
        public float[] Values { get; set; }
    }

    [CustomMappingFactoryAttribute("twice")]
    private sealed class Twice : CustomMappingFactory<Number, Number>
    {
        public override Action<Number, Number> GetMapping() => (from, to) => to.Value = 2 * from.Value;
    }

    /// <summary>Reads its input some times.</summary>
    private sealed class Reader(int times) : IEstimator<TransformerChain<ITransformer>>
    {
        public TransformerChain<ITransformer> Fit(IDataView input)
        {
            for (var i = 0; i < times; i++)
                input.GetColumn<float>("Value").Should().HaveCount(5);
            return new TransformerChain<ITransformer>();
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
    }
}
