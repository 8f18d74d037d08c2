using Eegavi.MachineLearning.Pipelines;
using Eegavi.Plugins;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Eegavi.MachineLearning.Tests;

public sealed class PipelineSpecTests : IDisposable
{
    private const string Good = """
        { "pipeline": {
            "preprocessing": [{ "type": "map-value-to-key", "column": "Mood" }],
            "fusion": {
              "model": {
                "width": 6,
                "query": { "modality": "Eeg", "encoder": { "type": "precomputed", "width": 3 } },
                "context": { "Audio": { "encoder": { "type": "precomputed", "width": 5 } } },
                "fusion": [{ "type": "gated-xattn", "heads": 2 }],
                "heads": { "Mood": { "outputs": 2 } } },
              "losses": [{ "type": "cross-entropy", "head": "Mood" }],
              "training": { "epochs": 6, "batchSize": 8, "learningRate": 0.01, "validation": { "heldBack": 0 } },
              "groupColumn": "Person" },
            "trainer": { "type": "lbfgs-maximum-entropy", "label": "Mood", "l1": 0, "l2": 0.1 },
            "postprocessing": [{ "type": "map-key-to-value", "column": "PredictedLabel", "output": "Told" }] } }
        """;

    private readonly MLContext _ml = new(1);
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void OneSection_IsTheWholeChain_AndTheBundleHoldsIt()
    {
        var rows = Recordings.Make(40);
        var table = Recordings.View(_ml, rows);
        using var model = Load(Good).Make(_ml).Fit(table);
        var told = model.Transform(table).GetColumn<string>("Told").ToList();
        rows.Count(row => told[row.Number] == row.Mood).Should().BeGreaterThan(36);

        _ml.Model.SaveEegavi(model, table.Schema, _file);
        using var loaded = new MLContext().Model.LoadEegavi(_file, out _);
        loaded.Transform(table).GetColumn<string>("Told").Should().Equal(told);
        loaded.Transform(table).GetColumn<float[]>("Score").First().Should().Equal(model.Transform(table).GetColumn<float[]>("Score").First());
    }

    [Fact]
    public void EveryErrorIsSaidAtOnce()
    {
        var broken = Good.Replace("map-value-to-key", "map-value-to-kye").Replace("\"l1\": 0", "\"l1\": -1").Replace("\"groupColumn\"", "\"groupColum\"").Replace("\"epochs\": 6", "\"epochs\": 0");
        FluentActions.Invoking(() => Load(broken)).Should().Throw<ConfigurationException>().Which.Errors.Should().HaveCount(4)
            .And.Contain(error => error.StartsWith("pipeline.preprocessing[0].type: no pipeline step is called 'map-value-to-kye'", StringComparison.Ordinal) && error.Contains("map-value-to-key"))
            .And.Contain(error => error.StartsWith("pipeline.trainer.l1:", StringComparison.Ordinal))
            .And.Contain(error => error.StartsWith("pipeline.fusion.groupColum: unknown key", StringComparison.Ordinal))
            .And.Contain(error => error.StartsWith("pipeline.fusion.training.epochs:", StringComparison.Ordinal));
    }

    private PipelineSpec Load(string json)
    {
        File.WriteAllText(_file, json);
        return PipelineSpec.Load(_file);
    }
}
