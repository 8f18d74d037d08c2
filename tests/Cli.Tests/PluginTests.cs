using System.Text.Json.Nodes;

namespace Eegavi.Cli.Tests;

/// <summary>The plugin of <c>samples/CustomPlugin</c>, built beside these tests and dropped into folders.</summary>
public class PluginTests : WithFolder
{
    // Every part that the sample adds.
    private const string Run =
        """
        { "data": { "folder": "set", "make": { "level": "files", "subjects": 2, "trials": 4 }, "modalities": { "eeg": {}, "ecg": { "rateHz": 32 } } },
          "model": { "width": 8, "query": { "modality": "eeg", "encoder": { "type": "line-length", "channels": 14, "samplingRateHz": 128 } },
                     "context": { "ecg": { "encoder": { "type": "line-length", "channels": 2, "samplingRateHz": 32 } } },
                     "fusion": [{ "type": "mean-shift", "gate": "rezero" }], "heads": { "R": {} } },
          "losses": [ { "type": "focal", "head": "R" } ],
          "training": { "epochs": 1, "batchSize": 4, "validation": { "heldBack": 0 } } }
        """;

    private static readonly string Built = Path.Combine(AppContext.BaseDirectory, "plugin");

    [Fact]
    public void List_ShowsThePluginsPartsWithTheirOrigin()
    {
        var answer = EegaviTool.Run("list", "--plugins", Built, "--kind", "gate");
        answer.Code.Should().Be(0, answer.Error);
        answer.Output.Should().MatchRegex(@"rezero +Lets a branch in by α, one learned number without bounds\. .*CustomPlugin 0\.1\.0").And.MatchRegex(@"tanh .*EEGAVI\.Fusion 0\.1\.0");
    }

    [Fact]
    public void Train_WithADroppedPlugin_UsesItsPartsAndKeepsWhichItWas()
    {
        var answer = EegaviTool.RunIn(Folder, "train", Write("mine.json", Run), "--plugins", Built);
        answer.Code.Should().Be(0, answer.Error);
        var plugins = JsonNode.Parse(File.ReadAllText(Place("runs/mine/run.json")))!["plugins"]!;
        ((string)plugins["loaded"]![0]!).Should().MatchRegex("^CustomPlugin 0\\.1\\.0 sha256:[0-9a-f]{64}$");

        // The finished run is looked at with the plugin that it names, in this process and in that of a memory trial.
        var inspected = EegaviTool.RunIn(Folder, "inspect", "--run", "runs/mine", "--diagnostics", "--batch", "2", "--set", "losses=[]");
        inspected.Code.Should().Be(0, inspected.Error);
        inspected.Output.Should().Contain("mean-shift");
    }

    [Fact]
    public void Compare_PluginsOfTheFile_ReachTheWorkers()
    {
        Drop();
        var run = JsonNode.Parse(Run)!.AsObject();
        run["model"]!["heads"]!["R"] = new JsonObject { ["outputs"] = 2 };
        var answer = EegaviTool.RunIn(Folder, "compare", Write("experiment.json",
            $$"""
            { "plugins": { "folders": ["plugins"] },
              "studies": [{ "name": "one", "label": "R", "reference": "shifted", "split": { "folds": 2 }, "base": {{run.ToJsonString()}},
                            "variants": { "shifted": {}, "open": { "model": { "fusion": [{ "type": "mean-shift", "gate": { "type": "rezero", "init": 1 } }] } } } }] }
            """), "--out", Place("results"));
        answer.Code.Should().Be(0, answer.Error + answer.Output);
        answer.Output.Should().Contain("shifted").And.Contain("open");
    }

    [Fact]
    public void Train_BadPluginBesideAGoodOne_EndsUnlessTheFileIsLenient()
    {
        File.WriteAllText(Path.Combine(Drop(), "broken.dll"), "no assembly");
        var strict = EegaviTool.RunIn(Folder, "inspect", Write("mine.json", Run), "--plugins", "plugins", "--no-memory");
        strict.ShouldRefuse("broken.dll: it is no .NET assembly");
        var lenient = EegaviTool.RunIn(Folder, "inspect", Place("mine.json"), "--plugins", "plugins", "--no-memory", "--set", "plugins.strict=false");
        lenient.Code.Should().Be(0, lenient.Error);
        lenient.Error.Should().Match("*warning: plugin *broken.dll: it is no .NET assembly*");
    }

    [Fact]
    public void Train_WithoutThePlugin_SaysThatItsPartsAreUnknown() =>
        EegaviTool.RunIn(Folder, "train", Write("mine.json", Run)).ShouldRefuse("no loss is called 'focal'");

    [Fact]
    public void Train_PluginThatIsNotTrusted_IsNotLoaded()
    {
        Drop();
        EegaviTool.RunIn(Folder, "train", Write("mine.json", Run), "--set", "plugins.folders=[\"plugins\"]", "--set", $"plugins.trusted=[\"{new string('a', 64)}\"]")
            .ShouldRefuse("the SHA-256 of CustomPlugin.dll");
    }

    // The folder lies in EEGAVI's sources, whose part reference has no row for a plugin.
    [Fact]
    public void Check_GoodPlugin_NamesItsPartsAndIsContent()
    {
        var answer = EegaviTool.Run("plugin", "check", Path.Combine(Built, "CustomPlugin.dll"));
        answer.Code.Should().Be(0, answer.Output + answer.Error);
        answer.Output.Should().MatchRegex("line-length +[0-9]+ rules hold").And.MatchRegex("mean-shift +[0-9]+ rules hold").And.Contain("4 part(s), all good.");
    }

    [Fact]
    public void Check_PartThatBreaksARule_SaysWhichAndWhatToDo()
    {
        var answer = EegaviTool.Run("plugin", "check", Plugins.Tests.Made.Reader(Place("Tapes.dll")));
        answer.Code.Should().Be(1);
        answer.Output.Should().MatchRegex("tape +fails 1 of [0-9]+ rules").And.Contain("breaks the rule \"it is documented\": Tape has no summary").And.Contain("What to do:").And.Contain("1 of 1 part(s) fail.");
    }

    [Fact]
    public void Check_PartThatCannotBeMade_SaysSoOnce()
    {
        var answer = EegaviTool.Run("plugin", "check", Plugins.Tests.Made.TornGate(Place("Bad.dll")));
        answer.Code.Should().Be(1);
        answer.Output.Split('\n').Should().ContainSingle(line => line.Contains("cannot be made")).Which.Trim().Should().Be("The gate 'torn' of Bad 2.3.4 cannot be made: InvalidOperationException: the tape is torn");
    }

    [Fact]
    public void Check_NoParts_SaysWhatAPartIs() =>
        EegaviTool.Run("plugin", "check", Plugins.Tests.Made.Referring(Place("Empty.dll"), ("EEGAVI.Abstractions", new(1, 0, 0, 0)))).ShouldRefuse("Empty.dll has no part: a part is a public class with [Part(\"name\")]");

    [Fact]
    public void Check_NoPlugin_SaysSo() => EegaviTool.Run("plugin", "check", Write("broken.dll", "no assembly")).ShouldRefuse("it is no .NET assembly");

    [Fact]
    public void Check_NoSuchFile_IsAUsageError() => EegaviTool.Run("plugin", "check", Place("none.dll")).Code.Should().Be(2);

    private string Drop()
    {
        Directory.CreateDirectory(Place("plugins"));
        foreach (var file in Directory.GetFiles(Built)) File.Copy(file, Path.Combine(Place("plugins"), Path.GetFileName(file)));
        return Place("plugins");
    }
}
