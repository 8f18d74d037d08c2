namespace Eegavi.Cli.Tests;

public class SampleCommandTests
{
    [Fact]
    public void Sample_WithoutAName_ListsThemWithTheFirstLineOfTheirReadme()
    {
        var answer = EegaviTool.Run("sample");
        answer.Code.Should().Be(0, answer.Error);
        answer.Output.Should().MatchRegex("CustomPlugin +A plugin of four parts").And.Contain("CompareFusion");
    }

    [Fact]
    public void Sample_UnknownName_NamesThoseThereAre() => EegaviTool.Run("sample", "Nothing").ShouldRefuse("Expected a sample among *CustomPlugin*got 'Nothing'");

    // The sample's own usage error: it was started, and its exit code comes back.
    [SkippableFact]
    public void Sample_ReturnsTheExitCodeOfWhatItRan()
    {
        Skip.If(OperatingSystem.IsWindows(), "the script needs a shell");
        var answer = EegaviTool.Start(null, "sample", "acceptance");
        answer.Code.Should().Be(2);
        answer.Error.Should().Contain("usage: samples/Acceptance/run");
    }
}
