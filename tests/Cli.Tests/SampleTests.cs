using System.Text.Json.Nodes;

namespace Eegavi.Cli.Tests;

/// <summary>Samples that no other test runs.</summary>
public class SampleTests : WithFolder
{
    [Fact]
    public void ComposeInCode_PrintsAFileThatTheToolReads_AndLearnsWhatNoModalityTellsAlone()
    {
        var answer = Dotnet.Run(Path.Combine(Repository.Folder, "samples", "ComposeInCode", "bin", Repository.Configuration, "net10.0", "EEGAVI.Samples.ComposeInCode.dll"));
        answer.Code.Should().Be(0, answer.Error);
        var (json, scores) = (answer.Output[..(answer.Output.IndexOf("\n}", StringComparison.Ordinal) + 2)], answer.Output.Split('\n').Where(line => line.StartsWith("EEG")).Select(line => double.Parse(line.TrimEnd()[^4..])).ToArray());
        EegaviTool.Run("inspect", Write("model.json", json)).Code.Should().Be(0);
        scores.Should().SatisfyRespectively(alone => alone.Should().BeInRange(0.4, 0.6), fused => fused.Should().BeGreaterThan(0.65));
    }

    [Fact]
    public void Docs_ShowComposeInCodeAsItIs() =>
        Text("docs/in-code.md").Should().Contain(Text("samples/ComposeInCode/Program.cs"));

    [Fact]
    public void TwoModes_EveryFileRuns()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Folder, "samples", "TwoModes"), "*.json")) Write($"samples/TwoModes/{Path.GetFileName(file)}", File.ReadAllText(file));
        foreach (var (name, folder) in new[] { ("supervision", "supervision"), ("input", "input"), ("teacher", "rated-teacher"), ("student", "student") })
            Eegavi(["train", Place($"samples/TwoModes/{name}.json"), "--out", Place($"runs/{folder}"), .. Small("data.make", "training")]);
        Eegavi(["compare", Place("samples/TwoModes/experiment.json"), "--out", Place("out"), .. Small("studies[0].base.data.make", "studies[0].base.training"), "--set", "studies[0].split.folds=2"]);
        JsonNode.Parse(File.ReadAllText(Place("out/results.json")))!["studies"]![0]!["variants"]!.AsObject().Select(v => v.Key).Should().Equal("input", "labels-only", "supervision");
    }

    private void Eegavi(params string[] arguments)
    {
        var answer = EegaviTool.RunIn(Folder, arguments);
        answer.Code.Should().Be(0, answer.Error);
    }

    private static IEnumerable<string> Small(string make, string training) =>
        new[] { $"{make}.subjects=4", $"{make}.trials=8", $"{make}.windowSeconds=8", $"{training}.epochs=1" }.SelectMany(setting => new[] { "--set", setting });

    private static string Text(string file) => File.ReadAllText(Path.Combine(Repository.Folder, file)).ReplaceLineEndings("\n");
}
