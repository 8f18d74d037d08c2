using System.Text.Json;
using Eegavi.Data.Synthetic;
using Eegavi.Data.Synthetic.Ceilings;
using Eegavi.Data.Tests.Media;

namespace Eegavi.Data.Tests.Synthetic;

public class PlantedDataSetTests
{
    private static readonly PlantedOptions Small = new() { Subjects = 2, Trials = 2, WindowSeconds = 8 };

    [Fact]
    public void Write_Tokens_MakesEveryFileAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        PlantedDataSet.Write(Small, PlantedLevel.Tokens, folder["set"]).Should().BeTrue();
        Directory.GetFileSystemEntries(folder["set"]).Select(Path.GetFileName).Should().BeEquivalentTo(
            "manifest.json", "trials.csv", "tokens.safetensors", "truth.csv", "truth-subjects.csv", "ceilings.json", "planted.json", "README.txt");
        Directory.GetFileSystemEntries(folder["."]).Should().ContainSingle();
    }

    [Fact]
    public void Write_SameOptionsTwice_GivesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        PlantedDataSet.Write(Small, PlantedLevel.Tokens, folder["a"]);
        PlantedDataSet.Write(Small, PlantedLevel.Tokens, folder["b"]);
        foreach (var path in Directory.GetFiles(folder["a"]))
            File.ReadAllBytes(path).Should().Equal(File.ReadAllBytes(path.Replace(folder["a"], folder["b"], StringComparison.Ordinal)), "{0}", Path.GetFileName(path));
    }

    [Fact]
    public void Write_SameAgain_SaysThatItIsThere()
    {
        using var folder = new TemporaryFolder();
        PlantedDataSet.Write(Small, PlantedLevel.Tokens, folder["set"]);
        PlantedDataSet.Write(Small, PlantedLevel.Tokens, folder["set"]).Should().BeFalse();
    }

    [Fact]
    public void Write_FolderOfSomethingElse_RefusesAndKeepsIt()
    {
        using var folder = new TemporaryFolder();
        PlantedDataSet.Write(Small, PlantedLevel.Tokens, folder["set"]);
        var before = File.ReadAllText(Path.Combine(folder["set"], "planted.json"));
        FluentActions.Invoking(() => PlantedDataSet.Write(Small with { Seed = 2 }, PlantedLevel.Tokens, folder["set"])).Should().Throw<IOException>().WithMessage("Expected a new or empty folder*");
        File.ReadAllText(Path.Combine(folder["set"], "planted.json")).Should().Be(before);
        Directory.GetFileSystemEntries(folder["."]).Should().ContainSingle();
    }

    [SkippableFact]
    public void Write_CancelledHalfWay_LeavesNothing()
    {
        Ffmpeg.Require();
        using var folder = new TemporaryFolder();
        using var source = new CancellationTokenSource();
        var progress = new Immediate(_ => source.Cancel());
        FluentActions.Invoking(() => PlantedDataSet.Write(Small, PlantedLevel.Files, folder["set"], progress, source.Token)).Should().Throw<OperationCanceledException>();
        Directory.GetFileSystemEntries(folder["."]).Should().BeEmpty();
    }

    [SkippableFact]
    public void Write_Files_ReportsProgressUpToOne()
    {
        Ffmpeg.Require();
        using var folder = new TemporaryFolder();
        var heard = new List<double>();
        PlantedDataSet.Write(Small, PlantedLevel.Files, folder["set"], new Immediate(heard.Add));
        heard.Should().BeInAscendingOrder().And.HaveCountGreaterThan(5);
        heard[^1].Should().Be(1);
    }

    [SkippableFact]
    public void Ceilings_OfFiles_RestOnWhatCanBeReadBack()
    {
        Ffmpeg.Require();
        using var folder = new TemporaryFolder();
        PlantedDataSet.Write(Small with { Trials = 6 }, PlantedLevel.Files, folder["set"]);
        var files = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder["set"], "ceilings.json"))).RootElement.GetProperty("files");
        files.GetProperty("source").GetString().Should().Be("measured");
        var measured = files.GetProperty("variances").GetProperty("eeg.R").GetDouble();
        measured.Should().BeInRange(1.005, 1.3).And.NotBe(PlantedVariances.OfFiles(Small)["eeg.R"]);
        files.GetProperty("ecgAndTextRaiseR").GetProperty("withBoth").GetDouble().Should().BeGreaterThan(files.GetProperty("ecgAndTextRaiseR").GetProperty("without").GetDouble());
        File.ReadAllLines(Path.Combine(folder["set"], "truth-readings.csv")).Should().HaveCount(1 + 2 * 6 * (7 + 2 * 8));
    }

    private sealed class Immediate(Action<double> heard) : IProgress<double>
    {
        public void Report(double value)
        {
            lock (heard) heard(value);
        }
    }
}
