namespace Eegavi.Cli.Tests;

public class ListTests
{
    [Fact]
    public void List_ShowsEveryKind()
    {
        var answer = EegaviTool.Start(null, "list");
        answer.Code.Should().Be(0);
        answer.Output.Should().ContainAll("encoder", "conv-eeg", "resampler", "perceiver", "fusion", "gated-xattn", "loss", "siglip", "visibility", "band", "step", "map-value-to-key", "trainer", "lbfgs-maximum-entropy");
    }

    [Fact]
    public void List_OneKind_ShowsNoOther()
    {
        var answer = EegaviTool.Run("list", "--kind", "gate");
        answer.Output.Should().Contain("tanh").And.NotContain("siglip");
    }

    [Fact]
    public void List_UnknownKind_NamesThoseThereAre() => EegaviTool.Run("list", "--kind", "gates").ShouldRefuse("--kind: expected one of augmentation, encoder, fusion, gate*got 'gates'");

    [Fact]
    public void Tool_UnknownCommand_IsAUsageError()
    {
        var answer = EegaviTool.Start(null, "compair");
        answer.Code.Should().Be(2);
        answer.Error.Should().Contain("compair");
    }

    [Theory]
    [InlineData("--help", "compare")]
    [InlineData("compare --help", "JSON Merge Patch")]
    [InlineData("data synth --help", "binding in time")]
    [InlineData("data check --help", "overlapping trials")]
    [InlineData("doctor --help", "matrix products")]
    [InlineData("inspect --help", "3 it does not")]
    [InlineData("draw --help", "Graphviz")]
    public void Help_Teaches(string command, string word) => EegaviTool.Run(command.Split(' ')).Output.Should().Contain(word);
}
