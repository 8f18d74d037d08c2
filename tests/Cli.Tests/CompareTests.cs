using System.Text.Json.Nodes;

namespace Eegavi.Cli.Tests;

public class CompareTests : WithFolder
{
    private const string Study =
        """
        { "studies": [ { "name": "tiny", "label": "X", "reference": "eeg-only", "split": { "folds": 2 },
          "base": {
            "data": { "folder": "set", "make": { "level": "tokens", "subjects": 4, "trials": 8, "windowSeconds": 8 }, "modalities": { "eeg": {}, "audio": {} } },
            "model": { "width": 8,
              "query": { "modality": "eeg", "encoder": { "type": "precomputed", "width": 16 } },
              "context": { "audio": { "encoder": { "type": "precomputed", "width": 16 } } },
              "heads": { "X": { "outputs": 2 } } },
            "losses": [ { "type": "cross-entropy", "head": "X" } ],
            "training": { "epochs": 1, "batchSize": 8 } },
          "variants": { "eeg-only": { "model": { "only": "eeg" } }, "late-concat": { "model": { "fusion": [ { "type": "late-concat" } ] } } } } ] }
        """;

    private Answer Compare(string experiment, params string[] more) => EegaviTool.RunIn(Folder, ["compare", Write("experiment.json", experiment), "--out", Place("out"), .. more]);

    [Fact]
    public void Compare_MakesTheData_TrainsEachVariant_WritesResults()
    {
        var first = EegaviTool.Start(Folder, "compare", Write("experiment.json", Study), "--out", Place("out"));
        first.Code.Should().Be(0, first.Error);
        first.Output.Should().Contain("late-concat").And.Contain("eeg-only").And.Contain("4 runs in").And.Contain("4 test subjects: no verdict");
        var results = JsonNode.Parse(File.ReadAllText(Place("out/results.json")))!;
        results["studies"]![0]!["variants"]!["late-concat"]!["subjects"]!.AsObject().Count.Should().Be(4);
        results["studies"]![0]!["variants"]!["late-concat"]!["ceiling"]!.GetValue<double>().Should().BeInRange(0.9, 1);

        var again = Compare(Study);
        again.Output.Split('\n').Where(line => line.Contains("concat")).Should().Equal(first.Output.Split('\n').Where(line => line.Contains("concat")), "what has run is not run again");
    }

    [Fact]
    public void Compare_ExtendsAFileElsewhere_PathsStartFromTheFileThatSaysThem()
    {
        Write("theirs/base.json", Study);
        var mine = Write("mine/experiment.json", """{ "extends": "../theirs/base.json" }""");
        EegaviTool.RunIn(Folder, "compare", mine).Code.Should().Be(0);
        Left().Should().Contain("theirs/set/manifest.json").And.NotContain("mine/set");

        // What is said on the command line starts from where it is said.
        EegaviTool.RunIn(Folder, "compare", mine, "--set", "studies[0].base.data.folder=other").Code.Should().Be(0);
        Left().Should().Contain("other/manifest.json").And.NotContain("mine/other");
    }

    [Theory]
    [InlineData("\"late-concat\" }", "\"late-conkat\" }", "fusion[0].type: no fusion block is called 'late-conkat'. Nearest: late-concat.")]
    [InlineData("\"epochs\": 1", "\"epoch\": 1", "training.epoch: unknown key*nearest: epochs")]
    [InlineData("\"epochs\": 1", "\"epochs\": 0", "training.epochs: expected*got 0")]
    [InlineData("\"reference\": \"eeg-only\"", "\"reference\": \"eeg\"", "reference: expected one of the variants eeg-only, late-concat; got 'eeg'")]
    [InlineData("\"folds\": 2", "\"folds\": 9", "9")]
    [InlineData("\"folder\": \"set\", \"make\": { \"level\": \"tokens\", \"subjects\": 4, \"trials\": 8, \"windowSeconds\": 8 }", "\"folder\": \"nowhere\"", "nowhere")]
    [InlineData("\"type\": \"precomputed\", \"width\": 16 } },\n      \"context\"", "\"type\": \"precomputed\", \"width\": 17 } },\n      \"context\"", "17")]
    [InlineData("\"label\": \"X\"", "\"label\": \"Y\"", "'Y'")]
    [InlineData("\"eeg\": {}, \"audio\": {} }", "\"eeg\": {}, \"audoi\": {} }", "expected one of the modalities eeg, audio, video, table; got 'audoi'")]
    [InlineData("{ \"studies\"", "{ \"studies\" \"", "experiment.json")]
    [InlineData("{ \"studies\": [", "{ \"studies\": [ 3,", "studies[0]: expected an object { … }; got 3")]
    public void Compare_WrongConfiguration_IsRefusedBeforeAnythingRuns(string right, string wrong, string expected)
    {
        Study.Should().Contain(right);
        Compare(Study.Replace(right, wrong)).ShouldRefuse(expected);
        Directory.Exists(Place("out")).Should().BeFalse("nothing was begun");
    }

    [Fact]
    public void Compare_MissingFile_SaysSo() => EegaviTool.Run("compare", Place("none.json")).ShouldRefuse("none.json");

    [Fact]
    public void Compare_UnknownStudy_NamesThoseThereAre() => Compare(Study, "--study", "big").ShouldRefuse("--study: expected one of tiny; got 'big'");

    [Fact]
    public void Compare_OutputThatIsAFile_SaysSo()
    {
        Write("out", "");
        Compare(Study).ShouldRefuse("Cannot write to*is a file");
    }

    // Nobody may write into /proc, not even root.
    [SkippableFact]
    public void Compare_OutputThatCannotBeWritten_SaysSo()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "there is no /proc");
        EegaviTool.Run("compare", Write("experiment.json", Study), "--out", "/proc/eegavi/out").ShouldRefuse("Cannot write to '/proc/eegavi/out'*choose another folder with --out");
        EegaviTool.Run("data", "synth", "--out", "/proc/eegavi").ShouldRefuse("Cannot write to '/proc'");
    }

    [SkippableFact]
    public void Compare_Interrupted_LeavesNothingHalfWritten()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "signals are sent by kill and env");
        var experiment = Write("experiment.json", Study.Replace("\"epochs\": 1", "\"epochs\": 4000"));
        var answer = EegaviTool.Interrupt(Folder, () => File.Exists(Place("out/experiment.resolved.json")), "compare", experiment, "--out", Place("out"));
        answer.Code.Should().Be(130);
        answer.Error.Should().Contain("stopped; nothing half-written");
        Left().Where(name => name.StartsWith("out")).Should().Equal("out", "out/experiment.resolved.json");
    }
}
