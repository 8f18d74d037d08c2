namespace Eegavi.Cli.Tests;

public class TrainTests : WithFolder
{
    private const string Run =
        """
        { "data": { "folder": "set", "make": { "level": "tokens", "subjects": 2, "trials": 8, "windowSeconds": 8 }, "modalities": { "eeg": {} } },
          "model": { "width": 8, "query": { "encoder": { "type": "precomputed", "width": 16 } }, "heads": { "X": {} } },
          "losses": [ { "type": "cross-entropy", "head": "X" } ],
          "training": { "epochs": 2, "batchSize": 8, "validation": { "heldBack": 0 } } }
        """;

    [Fact]
    public void Train_KeepsTheModelAndItsFigures()
    {
        var answer = EegaviTool.Start(Folder, "train", Write("mine.json", Run));
        answer.Code.Should().Be(0, answer.Error);
        answer.Output.Should().Contain("4 steps on 16 rows");
        Left().Should().Contain(["runs/mine/model.safetensors", "runs/mine/metrics.jsonl", "runs/mine/run.json"]);
    }

    [Fact]
    public void Train_ExtendsAFileElsewhere_PathsStartFromTheFileThatSaysThem()
    {
        Write("theirs/base.json", Run);
        EegaviTool.RunIn(Folder, "train", Write("mine/run.json", """{ "extends": "../theirs/base.json" }""")).Code.Should().Be(0);
        Left().Should().Contain("theirs/set/manifest.json").And.NotContain("mine/set");
    }

    [Fact]
    public void Train_OverfitBatch_SeesOneBatchAlone()
    {
        EegaviTool.RunIn(Folder, "train", Write("mine.json", Run), "--overfit-batch").Code.Should().Be(0);
        File.ReadAllText(Path.Combine(Folder, "runs", "mine", "run.json")).Should().MatchRegex("\"overfitBatch\": \"?true");
    }

    [Fact]
    public void Train_ResumeWithoutARun_SaysSo()
    {
        EegaviTool.RunIn(Folder, "train", Write("mine.json", Run), "--resume").ShouldRefuse("expected a run to go on with");
        Left().Should().NotContain(name => name.StartsWith("runs"));
    }

    [Fact]
    public void Train_WidthThatDoesNotFit_LeavesNothing()
    {
        EegaviTool.RunIn(Folder, "train", Write("mine.json", Run), "--set", "model.query.encoder.width=17").ShouldRefuse("17");
        Left().Should().NotContain(name => name.StartsWith("runs/mine"));
    }

    [Fact]
    public void Train_OutputThatIsAFile_SaysSo() =>
        EegaviTool.RunIn(Folder, "train", Write("mine.json", Run), "--out", Write("taken", "")).ShouldRefuse("Cannot write to*is a file");

    [Fact]
    public void Train_ManifestThatIsCut_SaysWhere()
    {
        Write("broken/manifest.json", "{ \"version\": 1,");
        EegaviTool.RunIn(Folder, "train", Write("mine.json", Run.Replace("\"make\": { \"level\": \"tokens\", \"subjects\": 2, \"trials\": 8, \"windowSeconds\": 8 }, ", "")), "--set", "data.folder=broken").ShouldRefuse("manifest.json*line");
        Left().Should().NotContain("runs");
    }

    [Fact]
    public void Train_Killed_GoesOnWhereItWas()
    {
        var run = Write("mine.json", Run.Replace("\"epochs\": 2", "\"epochs\": 4000, \"checkpoint\": { \"steps\": 1 }"));
        EegaviTool.Kill(Folder, once: Path.Combine("runs", "mine", "checkpoint.safetensors"), "train", run);
        Left().Should().Contain("runs/mine/begun.json").And.NotContain("runs/mine/record.json");

        File.WriteAllText(run, Run);
        EegaviTool.RunIn(Folder, "train", run).ShouldRefuse("holds another run");
        EegaviTool.RunIn(Folder, "train", run, "--fresh").Code.Should().Be(0);
        Left().Should().Contain("runs/mine/record.json").And.NotContain(name => name.StartsWith("runs/mine/checkpoint"));
    }
}
