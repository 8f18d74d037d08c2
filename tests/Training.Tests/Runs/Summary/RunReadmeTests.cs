using System.Text.Json.Nodes;
using System.Xml.Linq;
using Eegavi.Training.Runs;
using Eegavi.Training.Runs.Summary;

namespace Eegavi.Training.Tests.Runs.Summary;

public sealed class RunReadmeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("eegavi").FullName;
    private readonly PairData _data = new();

    private static JsonObject Run => (JsonObject)Plugins.JsonMergePatch.Apply(Plugins.JsonMergePatch.Apply(Bench.Run, Bench.Fused), Bench.Json("""
        { "losses": [ { "type": "cross-entropy", "head": "pair" }, { "type": "siglip" } ], "training": { "epochs": 3, "validation": { "heldBack": 0.4 } } }
        """))!;

    private string Text => File.ReadAllText(Path.Combine(_folder, "README.md"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Write_AFinishedRun_HasResultSettingsAndEveryFile()
    {
        RunFolder.Train(Bench.Over(_data), Run, Path.Combine(_folder, "mine"));
        var text = File.ReadAllText(Path.Combine(_folder, "mine", "README.md"));

        text.Should().StartWith("# Run mine").And.Contain("Finished ").And.Contain("| epochs | 3 |").And.Contain("| `retrieval/siglip.context.audio.top1` |").And.Contain("\"type\": \"siglip\"");
        foreach (var file in Directory.GetFiles(Path.Combine(_folder, "mine")).Select(Path.GetFileName).Where(name => name != "README.md")) text.Should().Contain($"| `{file}` |");
    }

    [Fact]
    public void Write_AFinishedRun_DrawsItsCurves()
    {
        RunFolder.Train(Bench.Over(_data), Run, Path.Combine(_folder, "mine"));
        var svg = XDocument.Load(Path.Combine(_folder, "mine", "curves.svg"));

        var words = svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value).ToList();
        words.Should().Contain(["loss", "each loss, held-back subjects", "retrieval, top-1"]).And.Contain(w => w.StartsWith("held-back subjects: "));
        svg.Descendants().Where(e => e.Name.LocalName == "polyline").Should().HaveCountGreaterThan(5);
    }

    [Fact]
    public void Write_ACancelledRun_SaysHowToGoOn()
    {
        using var source = new CancellationTokenSource();
        FluentActions.Invoking(() => RunFolder.Train(Bench.Over(_data), Run, Path.Combine(_folder, "mine"), new() { Progress = new Relay(p => { if (p.Step == 4) source.Cancel(); }) }, source.Token))
            .Should().Throw<OperationCanceledException>();

        File.ReadAllText(Path.Combine(_folder, "mine", "README.md")).Should().Contain("Stopped after step 4: it was asked to. The same command goes on from the last checkpoint").And.Contain("| `checkpoint.safetensors` |");
    }

    [Fact]
    public void Write_Warnings_SaysEachSignOnceWithItsEpochs()
    {
        File.WriteAllText(Path.Combine(_folder, "run.json"), "{}");
        File.WriteAllLines(Path.Combine(_folder, "metrics.jsonl"),
        [
            """{"epoch":1,"step":5,"loss":2}""",
            """{"epoch":2,"step":10,"loss":2,"heldBackLoss":2,"heldBack":{"terms":{},"figures":{},"warnings":["Collapsed: all rows look alike (0.1).","Collapsed: the contexts are ignored (0.01)."]}}""",
            """{"epoch":3,"step":15,"loss":2,"heldBackLoss":"NaN","heldBack":{"terms":{},"figures":{},"warnings":["Collapsed: all rows look alike (0.05)."]}}""",
            """{"epoch":4,"st""",
        ]);
        RunReadme.Write(_folder);

        Text.Should().Contain("- Collapsed: all rows look alike (0.05). (to the end, first in epoch 2)").And.Contain("- Collapsed: the contexts are ignored (0.01). (until epoch 2, first in epoch 2)");
        Text.Should().Contain("Not finished: it runs, or was ended from outside.");
    }

    [Fact]
    public void Draw_ACurve_IsWhereItsPointsAre()
    {
        var svg = XDocument.Parse(SvgPlots.Draw([new("a < b", [new("x & y", [(0, 0), (50, 10), (100, 10)])])]));

        var points = svg.Descendants().Single(e => e.Name.LocalName == "polyline").Attribute("points")!.Value.Split(' ').Select(p => p.Split(',').Select(double.Parse).ToArray()).ToArray();
        points.Should().HaveCount(3);
        points[1][0].Should().BeApproximately((points[0][0] + points[2][0]) / 2, 0.1);
        points[0][1].Should().BeGreaterThan(points[1][1] + 100, "a larger value stands higher");
        points[1][1].Should().Be(points[2][1]);
        svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value).Should().Contain(["a < b", "x & y: 10"]);
    }

    private sealed class Relay(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
