using Eegavi.Encoders;
using Eegavi.Models;
using Microsoft.ML;
using Microsoft.ML.Data;
using TorchSharp;

namespace Eegavi.MachineLearning.Tests;

public sealed class FusionTransformerTests : IDisposable
{
    private readonly MLContext _ml = new(1);
    private readonly List<Recording> _rows = Recordings.Make(11);
    private readonly string _weights = Path.GetTempFileName();

    public void Dispose() => File.Delete(_weights);

    [Fact]
    public void Transform_AddsAKnownSizeVectorWithSlotNames()
    {
        using var fitted = Loaded(Recordings.Training);
        var column = fitted.Transform(View()).Schema["Embedding"];
        column.Type.Should().Be(new VectorDataViewType(NumberDataViewType.Single, 6));
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        names.DenseValues().Select(name => name.ToString()).Should().HaveCount(6).And.StartWith("Embedding.0");
    }

    // 11 rows in batches of 4, some without audio: each embedding stands beside its own row and is the one that the row alone gives.
    [Fact]
    public void Transform_InBatches_IsWhatEachRowAloneGives()
    {
        using var fitted = Loaded(Recordings.Training);
        var together = _ml.Data.CreateEnumerable<Embedded>(fitted.Transform(View()), reuseRowObject: false).ToList();
        together.Select(row => row.Number).Should().Equal(Enumerable.Range(0, 11));
        foreach (var row in _rows)
        {
            var alone = _ml.Data.CreateEnumerable<Embedded>(fitted.Transform(Recordings.View(_ml, [row])), reuseRowObject: false).Single();
            for (var i = 0; i < 6; i++) together[row.Number].Embedding[i].Should().BeApproximately(alone.Embedding[i], 1e-5f);
        }
        together[0].Embedding.Should().NotEqual(together[1].Embedding);
    }

    [Fact]
    public void PredictionEngine_GivesWhatTheTableGives()
    {
        var fitted = Loaded(Recordings.Training);
        var table = _ml.Data.CreateEnumerable<Embedded>(fitted.Transform(View()), reuseRowObject: false).ToList();
        using var engine = _ml.Model.CreatePredictionEngine<Recording, Embedded>(fitted);
        foreach (var i in new[] { 3, 4, 3 })
        {
            var one = engine.Predict(_rows[i]).Embedding;
            for (var d = 0; d < 6; d++) one[d].Should().BeApproximately(table[i].Embedding[d], 1e-5f);
        }
    }

    // A prediction engine serves one thread; eight of them may share a chain that none of them owns.
    [Fact]
    public async Task EightThreads_WithEnginesOfTheirOwn_GetWhatOneGets()
    {
        var table = View();
        using var chain = _ml.Transforms.Conversion.MapValueToKey("Mood")
            .Append(_ml.Transforms.Eegavi(Recordings.Training with { Training = Recordings.Training.Training with { Epochs = 1 } }))
            .Append(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Mood", "Embedding")).Fit(table);
        float[][] Predict()
        {
            using var engine = _ml.Model.CreatePredictionEngine<Recording, Told>(chain, new PredictionEngineOptions { OwnsTransformer = false });
            return [.. Enumerable.Range(0, 5).SelectMany(_ => _rows).Select(engine.Predict).Select(told => (float[])[.. told.Embedding, .. told.Score])];
        }
        var alone = Predict();
        var before = torch.Tensor.TotalCount;
        foreach (var rows in await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(Predict, TaskCreationOptions.LongRunning))))
            rows.Should().BeEquivalentTo(alone, options => options.WithStrictOrdering());
        torch.Tensor.TotalCount.Should().Be(before);
    }

    [Fact]
    public void Transform_RunsTheNetworkOncePerRowAndPass()
    {
        using var fitted = Loaded(Recordings.Training with { BatchSize = 3, Output = new() { Scores = true, Modalities = true } });
        var batches = 0;
        fitted.Model.register_forward_hook((_, _, output) =>
        {
            batches++;
            return output;
        });
        var view = fitted.Transform(View());
        using (var cursor = view.GetRowCursor(view.Schema))
            while (cursor.MoveNext())
                foreach (var name in new[] { "Embedding", "Embedding.Audio", "Score.Mood", "Embedding" }) Read(cursor, name);
        batches.Should().Be(4, "11 rows are 4 batches of 3");
        view.GetColumn<int>("Number").Should().HaveCount(11);
        batches.Should().Be(4, "columns that pass through need no network");
    }

    [Fact]
    public void ACancelledCursor_LeavesNoTensor()
    {
        using var fitted = Loaded(Recordings.Training);
        var view = fitted.Transform(View());
        var before = torch.Tensor.TotalCount;
        using (var cursor = view.GetRowCursor(view.Schema))
        {
            cursor.MoveNext();
            torch.Tensor.TotalCount.Should().Be(before, "between two moves there are only numbers");
        }
        torch.Tensor.TotalCount.Should().Be(before);
    }

    [Fact]
    public void Outputs_OnRequest()
    {
        using var fitted = Loaded(Recordings.Training with { Output = new() { Embedding = "Code", Modalities = true, Scores = true, Gates = true } });
        var view = fitted.Transform(View());
        view.Schema.Skip(6).Select(column => (column.Name, ((VectorDataViewType)column.Type).Size)).Should()
            .Equal(("Code", 6), ("Code.Eeg", 6), ("Code.Audio", 5), ("Score.Mood", 2), ("Gates", view.Schema["Gates"].Type is VectorDataViewType gates ? gates.Size : 0));
        view.GetColumn<float[]>("Code.Audio").First().Should().AllSatisfy(value => value.Should().Be(0, "the first row has no audio"));
        view.GetColumn<float[]>("Code.Audio").ElementAt(1).Should().Contain(value => value != 0);
        view.GetColumn<float[]>("Gates").ElementAt(1).Should().NotBeEmpty().And.OnlyContain(value => float.IsFinite(value));
    }

    [Fact]
    public void Cursors_AreOneAndDoNotShuffle()
    {
        using var fitted = Loaded(Recordings.Training);
        var view = fitted.Transform(_ml.Data.LoadFromEnumerable(_rows));
        view.CanShuffle.Should().BeFalse();
        var set = view.GetRowCursorSet(view.Schema, 5, new Random(1));
        using var only = set.Should().ContainSingle().Subject;
        only.MoveNext();
        only.Position.Should().Be(0);
    }

    [Fact]
    public void ATableThatChangesBetweenPasses_IsAnError()
    {
        using var fitted = Loaded(Recordings.Training);
        var passes = 0;
        IEnumerable<Recording> Fewer()
        {
            foreach (var row in _rows.Take(12 - ++passes)) yield return row;
        }
        var view = fitted.Transform(_ml.Data.LoadFromEnumerable(Fewer()));
        view.Invoking(v => _ml.Data.CreateEnumerable<Embedded>(v, false).ToList()).Should().Throw<InvalidOperationException>().WithMessage("*Cache*");
    }

    [Fact]
    public void ModelSave_SaysWhatToCall()
    {
        using var fitted = Loaded(Recordings.Training);
        _ml.Invoking(ml => ml.Model.Save(fitted, null, new MemoryStream())).Should().Throw<NotSupportedException>().WithMessage("*SaveEegavi*");
    }

    [Fact]
    public void ARowThatIsNoWholeNumberOfSteps_SaysWhatWasExpected()
    {
        using var fitted = Loaded(Recordings.Training);
        _rows[2].Eeg = new float[7];
        fitted.Transform(View()).Invoking(v => v.GetColumn<float[]>("Embedding").ToList()).Should().Throw<ArgumentException>()
            .WithMessage("Column 'Eeg': expected rows of 3 numbers for each step ([*, 3])*got 7.");
    }

    // Whoever passes over the error would get embeddings of other rows.
    [Fact]
    public void AfterARowThatCannotBeRead_ThereIsNoOther()
    {
        using var fitted = Loaded(Recordings.Training);
        _rows[5].Eeg = new float[7];
        var view = fitted.Transform(View());
        using var cursor = view.GetRowCursor(view.Schema);
        for (var i = 0; i < 4; i++) cursor.MoveNext();
        cursor.Invoking(c => c.MoveNext()).Should().Throw<ArgumentException>();
        cursor.Invoking(c => c.MoveNext()).Should().Throw<InvalidOperationException>().WithMessage("Expected no further row after one that could not be read*");
    }

    [Fact]
    public void ARowThatIsNotThereYet_IsSaid()
    {
        using var fitted = Loaded(Recordings.Training);
        var view = View();
        using var below = view.GetRowCursor(view.Schema);
        var mapper = fitted.GetRowToRowMapper(view.Schema);
        using var row = mapper.GetRow(below, mapper.OutputSchema);
        VBuffer<float> value = default;
        row.Invoking(r => r.GetGetter<VBuffer<float>>(r.Schema["Embedding"])(ref value)).Should().Throw<InvalidOperationException>().WithMessage("Expected a row before a column is read*");
    }

    [Fact]
    public void GatesOfAModelWithoutAny_AreRefused() => this.Invoking(t => t.Loaded(Recordings.Training with { Model = Recordings.Model with { Fusion = [] }, Output = new() { Gates = true } }))
        .Should().Throw<ArgumentException>().WithMessage("output.gates: expected a model with gates*");

    // Audio is a context always; that a table of the same name is for training alone must not take it away.
    [Fact]
    public void AModalityThatATrainingTableSharesWithAContext_IsReadAlways()
    {
        var model = Recordings.Model with
        {
            Sidecars = new Dictionary<string, SidecarSpec> { ["Later"] = new() { Modality = "Audio", Encoder = new() { Encoder = new("precomputed", new PrecomputedEncoderOptions { Width = 5 }) } } },
            Fusion = [.. Recordings.Model.Fusion, new() { Block = new("film-sidecar"), From = ["Later"] }],
        };
        using var fitted = Loaded(Recordings.Training with { Model = model, Output = new() { Modalities = true } });
        fitted.Transform(View()).GetColumn<float[]>("Embedding.Audio").ElementAt(1).Should().Contain(value => value != 0);
    }

    [Fact]
    public void AMissingColumn_IsNamed()
    {
        using var fitted = Loaded(Recordings.Training with { Inputs = new Dictionary<string, InputSpec> { ["Audio"] = new() { Column = "Sound" } } });
        fitted.Invoking(f => f.Transform(View())).Should().Throw<ArgumentException>().WithMessage("Expected the column 'Sound'*");
    }

    // A model as it is drawn, its weights saved and loaded again: nothing is trained here.
    private FusionTransformer Loaded(FusionOptions options)
    {
        using var model = new Models.ModelBuilder(new Plugins.Parts(PipelineParts.Catalog)).Build(options.Model);
        ModuleWeights.Save(model, _weights);
        // One row whose column is called otherwise is only refused where the table is read.
        return _ml.Transforms.Eegavi(options with { Losses = [], Weights = _weights }).Fit(View());
    }

    private IDataView View() => Recordings.View(_ml, _rows);

    private static void Read(DataViewRowCursor cursor, string name)
    {
        VBuffer<float> value = default;
        cursor.GetGetter<VBuffer<float>>(cursor.Schema[name])(ref value);
    }

    private sealed class Told : Embedded
    {
        public float[] Score { get; set; } = [];
    }
}
