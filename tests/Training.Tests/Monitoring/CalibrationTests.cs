using Eegavi.Samples.Collapse;

namespace Eegavi.Training.Tests.Monitoring;

/// <summary>A few of the runs of samples/Collapse, cut short; docs/collapse.md has all of them.</summary>
public class CalibrationTests
{
    private static readonly Cases All = Calibration.Read(Path.Combine(AppContext.BaseDirectory, "cases.json"));

    static CalibrationTests() => TorchSharp.torch.set_num_threads(1);

    [Theory]
    [InlineData("healthy: split objective")]
    [InlineData("healthy: classes")]
    [InlineData("collapsed: pulled together, learned maps")]
    [InlineData("collapsed: contexts of other rows, clip")]
    [InlineData("collapsed: gates frozen shut")]
    [InlineData("collapsed: persons only")]
    [InlineData("collapsed: labels of other rows, classes")]
    public void Train_ARunWhoseFateIsKnown_IsToldSo(string name)
    {
        var it = All.Runs.Single(run => run.Name == name);
        var run = (System.Text.Json.Nodes.JsonObject)Plugins.JsonMergePatch.Apply(it.Run, Bench.Json("""{ "training": { "epochs": 3 } }"""))!;
        var outcome = Calibration.Train(All.Base, it with { Run = run });

        outcome.IsRight.Should().BeTrue("it was told {0}", string.Join(" ", outcome.Reports.SelectMany(r => r.Report.Warnings).Select(w => w.Words)));
    }

    [Fact]
    public void Cases_AreTwentyOfEach() => All.Runs.GroupBy(run => run.Collapses).Select(group => group.Count()).Should().Equal(20, 20);
}
