using System.Text.Json.Nodes;

namespace Eegavi.Cli.Tests;

/// <summary>The sample that pre-trains without labels and goes on in three ways, on a data set of a few trials.</summary>
public class FoundationTests : WithFolder
{
    [Fact]
    public void Stages_BeginWithWhatTheFirstOneLearnt()
    {
        foreach (var sample in Directory.GetFiles(Path.Combine(Repository.Folder, "samples", "foundation"), "*.json")) Write($"samples/foundation/{Path.GetFileName(sample)}", File.ReadAllText(sample));
        Train("pretrain");
        foreach (var stage in new[] { "finetune", "finetune-with-ratings", "finetune-dropped-ratings" })
        {
            Train(stage).Error.Should().Contain("Took ").And.Contain("head_R.");
            var init = JsonNode.Parse(File.ReadAllText(Place($"runs/{stage}/init.json")))!;
            init["taken"]!.AsArray().Select(name => (string)name!).Should().Contain(name => name.StartsWith("fusion_0.")).And.NotContain(name => name.StartsWith("fusion_1."));
        }
    }

    private Answer Train(string name)
    {
        string[] small = ["data.make.subjects=3", "data.make.trials=6", "data.make.windowSeconds=8", "training.epochs=1"];
        var answer = EegaviTool.RunIn(Folder, ["train", Place($"samples/foundation/{name}.json"), .. small.SelectMany(s => new[] { "--set", s })]);
        answer.Code.Should().Be(0, answer.Error);
        return answer;
    }
}
