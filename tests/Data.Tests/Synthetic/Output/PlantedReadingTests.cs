using Eegavi.Data.Cache;
using Eegavi.Data.Checks;
using Eegavi.Data.Synthetic;
using Eegavi.Data.Windows;

namespace Eegavi.Data.Tests.Synthetic.Output;

/// <summary>Reads planted data sets through the same door as any other data set.</summary>
public class PlantedReadingTests(SmallPlantedTokens tokens, SmallPlantedFiles files) : IClassFixture<SmallPlantedTokens>, IClassFixture<SmallPlantedFiles>
{
    [Fact]
    public void Read_Tokens_AreThoseThatWereRendered()
    {
        var set = new DataSetReader(new FeatureCache(null)).Read(Path.Combine(tokens.Folder, "manifest.json"));
        var planted = PlantedTokens.Render(PlantedScalars.Draw(SmallPlantedTokens.Options));
        set.Modalities.Keys.Should().BeEquivalentTo("eeg", "audio", "video", "table");
        set.Modalities["video"].Shape.Should().Equal(16, 16);
        set.Modalities["video"].Values.Should().Equal(planted.Video.Values);
        set.Modalities["video"].Seconds.Should().Equal(planted.Video.Seconds);
        set.Modalities["eeg"].Values.Should().Equal(planted.Eeg.Values);
        set.Labels.Keys.Should().Contain(["R", "X", "T", "T4", "C", "F", "L", "valence", "emotion"]);
    }

    [SkippableFact]
    public void Read_Files_GivesAWindowOfEveryModality()
    {
        var (count, options) = (12, SmallPlantedFiles.Options);
        var set = new DataSetReader(new FeatureCache(null)).Read(files["manifest.json"]);
        set.Modalities["eeg"].Shape.Should().Equal(14, 8 * 128);
        set.Modalities["ecg"].Shape.Should().Equal(2, 8 * 128);
        set.Modalities["video"].Shape.Should().Equal(8, 3, 32, 32);
        set.Modalities["table"].Shape.Should().Equal(3);
        set.Modalities["audio"].Shape[0].Should().Be(13);
        for (var row = 0; row < count; row++)
        {
            set.Modalities["video"].RowSeconds(row).ToArray().Should().Equal(Enumerable.Range(0, 8).Select(s => s + 0.5f));
            set.Modalities["audio"].IsPresent(row).Should().Be(SmallPlantedFiles.Scalars.Trials[row].HasAudio);
            set.Modalities["text"].Row(row).ToArray().Sum().Should().BePositive();
        }

        set.Trials.Should().HaveCount(count).And.OnlyContain(t => t.StopSeconds - t.StartSeconds == options.WindowSeconds);
    }

    [SkippableFact]
    public void Check_BothLevels_FindsNothingWrong()
    {
        DataCheck.Run(Path.Combine(tokens.Folder, "manifest.json")).Problems.Should().BeEmpty();
        DataCheck.Run(files["manifest.json"]).Problems.Should().BeEmpty();
    }
}
