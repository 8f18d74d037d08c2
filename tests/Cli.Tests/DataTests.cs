namespace Eegavi.Cli.Tests;

public class DataTests : WithFolder
{
    [Fact]
    public void Synth_Twice_MakesOnce()
    {
        string[] command = ["data", "synth", "--subjects", "2", "--trials", "4", "--window-seconds", "8", "--out", Place("set")];
        EegaviTool.Run(command).Error.Should().Contain("wrote 2 subjects × 4 trials of 8 s");
        EegaviTool.Run(command).Error.Should().Contain("holds this data set already");
        Left().Should().Contain("set/manifest.json").And.Contain("set/ceilings.json").And.Contain("set/truth.csv").And.NotContain(name => name.Contains(".part"));
        EegaviTool.Run("data", "check", Place("set")).Code.Should().Be(0);
    }

    [Fact]
    public void Synth_OddTrials_SaysWhatToTake() => EegaviTool.Run("data", "synth", "--trials", "7", "--out", Place("set")).ShouldRefuse("expected an even number*got 7. Take 8");

    [Fact]
    public void Synth_IntoAnotherFolder_ChangesNothing()
    {
        Write("set/mine.txt", "mine");
        EegaviTool.Run("data", "synth", "--out", Place("set")).ShouldRefuse("Expected a new or empty folder*holds something else");
        Left().Should().Equal("set", "set/mine.txt");
    }

    [Fact]
    public void Check_WithoutManifest_SaysSo()
    {
        var answer = EegaviTool.Run("data", "check", Folder);
        answer.Code.Should().Be(1);
        answer.Output.Should().Contain("manifest.json");
    }

    [SkippableFact]
    public void Synth_Interrupted_LeavesNothing()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "signals are sent by kill and env");
        var answer = EegaviTool.Interrupt(Folder, () => Left().Length >= 4, "data", "synth", "--level", "files", "--out", Place("set"));
        answer.Code.Should().Be(130);
        answer.Error.Should().Contain("stopped; nothing half-written");
        Left().Should().BeEmpty();
    }
}
