using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;

namespace Eegavi.Compat.MachineLearning.Tests.Trainers;

/// <summary>What trainers refuse, leave out and say, and what their models write.</summary>
public class TrainerTests
{
    private readonly MLContext _ml = new(3);
    private readonly IDataView _rows;

    public TrainerTests() => _rows = LinearModels.Table(_ml);

    [Fact]
    public void Fit_LabelThatIsNoKey_SaysWhatItExpected() =>
        _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Value").Invoking(trainer => trainer.Fit(_rows)).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("Schema mismatch for label column 'Value': expected Key<UInt32>, got Single (Parameter 'labelCol')");

    [Fact]
    public void Fit_NoSuchFeatures_NamesThem() =>
        _ml.BinaryClassification.Trainers.SdcaLogisticRegression("Answer", "none").Invoking(trainer => trainer.Fit(_rows)).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("Could not find feature column 'none' (Parameter 'inputSchema')");

    [Fact]
    public void Fit_FeaturesOfUnknownSize_SaysWhatItExpected()
    {
        var rows = _ml.Data.LoadFromEnumerable(new[] { new Unsized { Features = [1], Label = 1 } });
        _ml.Regression.Trainers.Sdca().Invoking(trainer => trainer.Fit(rows)).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("Schema mismatch for feature column 'Features': expected Vector<Single>, got VarVector<Single>*");
    }

    [Fact]
    public void Fit_MoreNumbersThanAnArrayHolds_SaysSo() =>
        _ml.Regression.Trainers.Sdca("Value").Invoking(trainer => trainer.Fit(new Huge(_rows))).Should().Throw<InvalidOperationException>()
            .WithMessage("*got 3000000000 rows of 7 features*");

    [Fact]
    public void Options_Negative_AreRefused()
    {
        _ml.Invoking(ml => ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(l1Regularization: -1)).Should().Throw<ArgumentException>().WithMessage("*non-negative*L1Regularization*");
        _ml.Invoking(ml => ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(l2Regularization: -1)).Should().Throw<ArgumentException>().WithMessage("*non-negative*L2Regularization*");
    }

    [Fact]
    public void Fit_RowsWithoutANumber_LeavesThemOutAndSaysSo()
    {
        var warnings = new List<string>();
        _ml.Log += (_, message) => { if (message.Kind == ChannelMessageKind.Warning) warnings.Add(message.RawMessage); };
        var whole = Enumerable.Range(0, LinearModels.Rows).Select(LinearModels.Row.Of).ToList();
        var bad = LinearModels.Row.Of(0);
        bad.Features[1] = float.NaN;
        var noLabel = LinearModels.Row.Of(1);
        noLabel.Class = 0;

        var trainer = _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Class");
        var biases = trainer.Fit(_ml.Data.LoadFromEnumerable(whole.Prepend(bad).Append(noLabel).ToList())).Model.GetBiases();

        biases.Should().Equal(trainer.Fit(_rows).Model.GetBiases());
        warnings.Should().Equal("Skipped 2 instances with missing features/label/weight during training");
    }

    [Fact]
    public void Fit_WeightOfTwo_CountsLikeTheRowTwice()
    {
        var rows = Enumerable.Range(0, LinearModels.Rows).Select(LinearModels.Row.Of).ToList();
        var weighted = rows.Select((row, i) => new Weighted { Features = row.Features, Label = row.Answer, Weight = i % 3 == 0 ? 2 : 1 });
        var repeated = rows.SelectMany((row, i) => Enumerable.Repeat(new Weighted { Features = row.Features, Label = row.Answer }, i % 3 == 0 ? 2 : 1));
        float Bias(IEnumerable<Weighted> table, string weight) => _ml.BinaryClassification.Trainers
            .LbfgsLogisticRegression(exampleWeightColumnName: weight, l1Regularization: 0, optimizationTolerance: 1e-12f)
            .Fit(_ml.Data.LoadFromEnumerable(table.ToList())).Model.SubModel.Bias;

        Bias(weighted, "Weight").Should().BeApproximately(Bias(repeated, null), 1e-5f).And.NotBe(Bias(weighted, null));
    }

    [Fact]
    public void Fit_Log_TellsTheSearch()
    {
        var messages = new List<string>();
        _ml.Log += (_, message) => messages.Add($"{message.Kind} {message.Source}: {message.RawMessage}");
        _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Class").Fit(_rows);

        messages[0].Should().Be("Trace LbfgsTrainerBase; Training: Channel started");
        messages.Should().Contain("Info LbfgsTrainerBase; LBFGS Optimizer: num vars: 32");
        messages.Should().ContainSingle(message => message.Contains("L1 regularization selected"));
    }

    [Fact]
    public void Transform_Multiclass_AddsTheBestClassAndProbabilities()
    {
        var scored = _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Class").Fit(_rows).Transform(_rows);
        scored.Schema["PredictedLabel"].Type.Should().Be(new KeyDataViewType(typeof(uint), LinearModels.Classes));
        scored.Schema["Score"].Type.Should().Be(new VectorDataViewType(NumberDataViewType.Single, LinearModels.Classes));

        var scores = scored.GetColumn<float[]>("Score").ToList();
        scores.Should().OnlyContain(row => Math.Abs(row.Sum() - 1) < 1e-5);
        scored.GetColumn<uint>("PredictedLabel").Should().Equal(scores.Select(row => (uint)(1 + Array.IndexOf(row, row.Max()))));
    }

    [Fact]
    public void Transform_FeaturesThatAreNoNumber_PredictsNothing()
    {
        var model = _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Class").Fit(_rows);
        var row = LinearModels.Row.Of(0);
        row.Features[0] = float.NaN;
        model.Transform(_ml.Data.LoadFromEnumerable(new[] { row })).GetColumn<uint>("PredictedLabel").Should().Equal(0u);
    }

    [Fact]
    public void Transform_Binary_AddsAnswerScoreAndProbability()
    {
        var scored = _ml.BinaryClassification.Trainers.SdcaLogisticRegression("Answer", maximumNumberOfIterations: 9).Fit(_rows).Transform(_rows);
        var scores = scored.GetColumn<float>("Score").ToList();
        scored.GetColumn<bool>("PredictedLabel").Should().Equal(scores.Select(score => score > 0)).And.Contain(true).And.Contain(false);
        scored.GetColumn<float>("Probability").Zip(scores, (probability, score) => Math.Abs(probability - 1 / (1 + Math.Exp(-score)))).Max().Should().BeLessThan(1e-6);
    }

    [Fact]
    public void Transform_OtherFeatures_AreRefused()
    {
        var model = _ml.Regression.Trainers.Sdca("Value", maximumNumberOfIterations: 9).Fit(_rows);
        var other = _ml.Data.LoadFromEnumerable(new[] { new Unsized { Features = [1], Label = 1 } });
        model.Invoking(one => one.Transform(other)).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("Schema mismatch for feature column 'Features': expected Vector<Single, 7>, got Vector<Single>*");
    }

    [Fact]
    public void Transform_Twice_NumbersTheScorings()
    {
        var model = _ml.Regression.Trainers.Sdca("Value", maximumNumberOfIterations: 9).Fit(_rows);
        var scored = model.Transform(model.Transform(_rows));
        scored.Schema.Where(column => column.Name == "Score").Select(SetId).Should().Equal(1u, 2u);
    }

    [Fact]
    public void GetOutputSchema_TellsWhatTransformAdds()
    {
        var estimator = _ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Answer").Append(_ml.Regression.Trainers.Sdca("Value"));
        var shape = estimator.GetOutputSchema(new SchemaShape(Shape(_rows)));
        shape.Select(column => column.Name).Should().Contain(["PredictedLabel", "Probability", "Score"]);
    }

    [Fact]
    public void SaveAndLoad_EveryKind_PredictsTheSame()
    {
        ITransformer[] models =
        [
            _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Class").Fit(_rows),
            _ml.MulticlassClassification.Trainers.SdcaMaximumEntropy("Class", maximumNumberOfIterations: 9).Fit(_rows),
            _ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Answer").Fit(_rows),
            _ml.BinaryClassification.Trainers.SdcaLogisticRegression("Answer", maximumNumberOfIterations: 9).Fit(_rows),
            _ml.Regression.Trainers.Sdca("Value", maximumNumberOfIterations: 9).Fit(_rows),
        ];
        foreach (var model in models)
            Printed(SavedAndLoaded(model).Transform(_rows)).Should().Equal(Printed(model.Transform(_rows)));
    }

    [Fact]
    public void PredictionEngine_RowAfterRow_PredictsLikeTheTable()
    {
        var model = _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Class").Fit(_rows);
        using var engine = _ml.Model.CreatePredictionEngine<LinearModels.Row, Predicted>(model);
        var predicted = Enumerable.Range(0, LinearModels.Rows).Select(i => engine.Predict(LinearModels.Row.Of(i))).ToList();

        predicted.Select(one => one.PredictedLabel).Should().Equal(model.Transform(_rows).GetColumn<uint>("PredictedLabel"));
        predicted.Select(one => one.Score[3]).Should().Equal(model.Transform(_rows).GetColumn<float[]>("Score").Select(scores => scores[3]));
    }

    [Fact]
    public void SaveAndLoad_NumbersAsClasses_GivesThemBack()
    {
        var rows = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 60).Select(i => new Numbered { Rating = i % 3 * 10, Features = [i % 3 == 0 ? 1 : 0, i % 3 == 1 ? 1 : 0] }).ToList());
        var model = _ml.Transforms.Conversion.MapValueToKey("Label", "Rating")
            .Append(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(l1Regularization: 0))
            .Append(_ml.Transforms.Conversion.MapKeyToValue("PredictedLabel")).Fit(rows);
        SavedAndLoaded(model).Transform(rows).GetColumn<int>("PredictedLabel").Should().Equal(rows.GetColumn<int>("Rating"));
    }

    [Fact]
    public void Fit_SparseFeatures_CountLikeDenseOnes()
    {
        IDataView Rows(bool sparse) => _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 40).Select(i => new Sparse
        {
            Label = i % 7 + i % 5 * 2,
            Features = sparse ? new VBuffer<float>(3, 2, [i % 7, i % 5], [0, 2]) : new VBuffer<float>(3, [i % 7, 0, i % 5]),
        }).ToList());
        var (sparse, dense) = (Rows(sparse: true), Rows(sparse: false));
        RegressionPredictionTransformer<LinearRegressionModelParameters> Fit(IDataView rows) =>
            new MLContext(1).Regression.Trainers.Sdca(maximumNumberOfIterations: 20).Fit(rows);

        Fit(sparse).Model.Weights.Should().Equal(Fit(dense).Model.Weights);
        Fit(dense).Transform(sparse).GetColumn<float>("Score").Should().Equal(Fit(dense).Transform(dense).GetColumn<float>("Score"));
    }

    private ITransformer SavedAndLoaded(ITransformer model)
    {
        using var stream = new MemoryStream();
        _ml.Model.Save(new TransformerChain<ITransformer>(model), _rows.Schema, stream);
        stream.Position = 0;
        return new MLContext().Model.Load(stream, out _);
    }

    private static IEnumerable<string> Printed(IDataView scored) => scored.Schema["Score"].Type is VectorDataViewType
        ? scored.GetColumn<float[]>("Score").Select(row => string.Join(' ', row))
        : scored.GetColumn<float>("Score").Select(score => score.ToString("R", System.Globalization.CultureInfo.InvariantCulture));

    private static uint SetId(DataViewSchema.Column column)
    {
        uint id = 0;
        column.Annotations.GetValue("ScoreColumnSetId", ref id);
        return id;
    }

    // A shape is made by an estimator only: this one changes nothing.
    private SchemaShape Shape(IDataView rows)
    {
        SchemaShape seen = null;
        var spy = new Spy(shape => seen = shape);
        new EstimatorChain<ITransformer>().Append(spy).Fit(rows);
        return seen;
    }

    private sealed class Spy(Action<SchemaShape> see) : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input) => new TransformerChain<ITransformer>();

        public SchemaShape GetOutputSchema(SchemaShape inputSchema)
        {
            see(inputSchema);
            return inputSchema;
        }
    }

    /// <summary>Claims more rows than memory holds.</summary>
    private sealed class Huge(IDataView rows) : IDataView
    {
        public bool CanShuffle => false;
        public DataViewSchema Schema => rows.Schema;
        public long? GetRowCount() => 3_000_000_000;
        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null) => rows.GetRowCursor(columnsNeeded, rand);
        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) => rows.GetRowCursorSet(columnsNeeded, n, rand);
    }

    private sealed class Unsized
    {
        public float[] Features { get; set; }
        public float Label { get; set; }
    }

    private sealed class Predicted
    {
        public uint PredictedLabel { get; set; }
        [VectorType(LinearModels.Classes)] public float[] Score { get; set; }
    }

    private sealed class Numbered
    {
        public int Rating { get; set; }
        [VectorType(2)] public float[] Features { get; set; }
    }

    private sealed class Sparse
    {
        public float Label { get; set; }
        [VectorType(3)] public VBuffer<float> Features { get; set; }
    }

    private sealed class Weighted
    {
        [VectorType(LinearModels.Features)] public float[] Features { get; set; }
        public bool Label { get; set; }
        public float Weight { get; set; }
    }
}
