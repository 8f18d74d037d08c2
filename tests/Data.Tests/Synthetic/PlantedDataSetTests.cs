using Eegavi.Data.Synthetic;
using Eegavi.Data.Tests.Media;
using Eegavi.Data.Tests.Synthetic.Output;

namespace Eegavi.Data.Tests.Synthetic;

public class PlantedDataSetTests(SmallPlantedTokens tokens) : IClassFixture<SmallPlantedTokens>
{
    private static readonly PlantedOptions Small = SmallPlantedTokens.Options;

    [Fact]
    public void Write_Tokens_MakesEveryFileAndNothingElse()
    {
        tokens.Written.Should().BeTrue();
        Directory.GetFileSystemEntries(tokens.Folder).Select(Path.GetFileName).Should().BeEquivalentTo(
            "manifest.json", "trials.csv", "tokens.safetensors", "truth.csv", "truth-subjects.csv", "ceilings.json", "planted.json", "README.txt");
        tokens.Neighbours.Should().ContainSingle();
    }

    [Fact]
    public void Write_SameOptionsTwice_GivesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        PlantedDataSet.Write(Small, PlantedLevel.Tokens, folder["b"]);
        foreach (var path in Directory.GetFiles(tokens.Folder))
            File.ReadAllBytes(path).Should().Equal(File.ReadAllBytes(Path.Combine(folder["b"], Path.GetFileName(path))), "{0}", Path.GetFileName(path));
    }

    [Fact]
    public void Write_SameAgain_SaysThatItIsThere() => PlantedDataSet.Write(Small, PlantedLevel.Tokens, tokens.Folder).Should().BeFalse();

    [Fact]
    public void Write_FolderOfSomethingElse_RefusesAndKeepsIt()
    {
        var before = File.ReadAllText(Path.Combine(tokens.Folder, "planted.json"));
        FluentActions.Invoking(() => PlantedDataSet.Write(Small with { Seed = 2 }, PlantedLevel.Tokens, tokens.Folder)).Should().Throw<IOException>().WithMessage("Expected a new or empty folder*");
        File.ReadAllText(Path.Combine(tokens.Folder, "planted.json")).Should().Be(before);
        tokens.Neighbours.Should().ContainSingle();
    }

    [Fact]
    public void Write_OptionOutOfRange_SaysSoAndMakesNothing()
    {
        using var folder = new TemporaryFolder();
        FluentActions.Invoking(() => PlantedDataSet.Write(Small with { Trials = 3 }, PlantedLevel.Tokens, folder["set"])).Should().Throw<ArgumentException>();
        Directory.GetFileSystemEntries(folder["."]).Should().BeEmpty();
    }

    [SkippableFact]
    public void Write_CancelledHalfWay_LeavesNothing()
    {
        Ffmpeg.Require();
        using var folder = new TemporaryFolder();
        using var source = new CancellationTokenSource();
        FluentActions.Invoking(() => PlantedDataSet.Write(Small, PlantedLevel.Files, folder["set"], new Immediate(_ => source.Cancel()), source.Token)).Should().Throw<OperationCanceledException>();
        Directory.GetFileSystemEntries(folder["."]).Should().BeEmpty();
    }
}
