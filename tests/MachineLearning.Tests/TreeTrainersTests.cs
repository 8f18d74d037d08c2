using Eegavi.MachineLearning.Pipelines;
using Eegavi.Plugins;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Eegavi.MachineLearning.Tests;

public class TreeTrainersTests
{
    private readonly MLContext _ml = new(1);
    private readonly IDataView _table;

    public TreeTrainersTests()
    {
        var random = new Random(5);
        var rows = Enumerable.Range(0, 150).Select(i => new Point { Embedding = [i % 3, (float)random.NextDouble()], Mood = $"mood {i % 3}", Rating = 2 * (i % 3) }).ToList();
        var table = _ml.Data.LoadFromEnumerable(rows);
        _table = _ml.Transforms.Conversion.MapValueToKey("Mood").Fit(table).Transform(table);
    }

    [Theory]
    [InlineData("fast-tree")]
    [InlineData("light-gbm")]
    public void ThreeClasses_AreLearned_AndMLNetSavesTheHead(string trainer)
    {
        var head = Make(trainer, "Mood").Fit(_table);
        var scored = head.Transform(_table);
        _ml.MulticlassClassification.Evaluate(scored, "Mood").MacroAccuracy.Should().BeGreaterThan(0.99);
        Reloaded(head).Transform(_table).GetColumn<float[]>("Score").SelectMany(scores => scores).Should().Equal(scored.GetColumn<float[]>("Score").SelectMany(scores => scores));
    }

    [Theory]
    [InlineData("fast-tree-regression")]
    [InlineData("light-gbm-regression")]
    public void ARating_IsLearned_AndMLNetSavesTheHead(string trainer)
    {
        var head = Make(trainer, "Rating").Fit(_table);
        var scored = head.Transform(_table);
        _ml.Regression.Evaluate(scored, "Rating").RSquared.Should().BeGreaterThan(0.95);
        Reloaded(head).Transform(_table).GetColumn<float>("Score").Should().Equal(scored.GetColumn<float>("Score"));
    }

    // LightGBM needs libgomp.so.1. A bare Debian has none, libtorch brings one under that name.
    [SkippableFact]
    public void BeforeLightGbm_LibtorchBringsItsThreads()
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        Make("light-gbm", "Mood");
        File.ReadLines("/proc/self/maps").Should().Contain(line => line.Contains("libgomp", StringComparison.Ordinal));
    }

    private IEstimator<ITransformer> Make(string trainer, string label)
    {
        IHeadTrainer made = trainer.StartsWith("fast", StringComparison.Ordinal)
            ? new Parts(PipelineParts.Catalog).Create(new Part<IHeadTrainer>(trainer, new FastTreeOptions { Label = label, Trees = 20 }), new())
            : new Parts(PipelineParts.Catalog).Create(new Part<IHeadTrainer>(trainer, new LightGbmOptions { Label = label, Trees = 40, LeafRows = 5 }), new());
        return made.Make(_ml);
    }

    private ITransformer Reloaded(ITransformer head)
    {
        using var file = new MemoryStream();
        _ml.Model.Save(head, _table.Schema, file);
        file.Position = 0;
        return new MLContext().Model.Load(file, out _);
    }

    private sealed class Point
    {
        [VectorType(2)] public float[] Embedding { get; set; } = [];

        public string Mood { get; set; } = "";

        public float Rating { get; set; }
    }
}
