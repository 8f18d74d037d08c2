using Eegavi.Data.Batches;
using Eegavi.Data.Manifests;
using Eegavi.Data.Windows;
using TorchSharp;

namespace Eegavi.Data.Tests.Batches;

public class BatchMakerTests
{
    [Fact]
    public void Make_PicksRowsInTheirOrder()
    {
        using var maker = new BatchMaker(Example());
        using var batch = maker.Make([3, 0]);

        batch.Size.Should().Be(2);
        batch.RowIds.Should().Equal("toy/p1/3/4", "toy/p0/0/1");
        batch.Subjects.Should().Equal("p1", "p0");
        batch.Modalities["eeg"].Values.shape.Should().Equal(2, 2, 5);
        batch.Modalities["eeg"].Values.data<float>().ToArray()[..2].Should().Equal(30, 31);
        batch.Modalities["eeg"].Valid.shape.Should().Equal(2, 5);
        batch.Modalities["eeg"].Valid.data<bool>().ToArray()[..5].Should().Equal(true, true, true, true, false);
        batch.Modalities["eeg"].Seconds.data<float>().ToArray()[..2].Should().Equal(0.5f, 1.5f);
        batch.Labels["R"].Values.dtype.Should().Be(torch.ScalarType.Int64);
        batch.Labels["R"].Values.data<long>().ToArray().Should().Equal(1, 0);
        batch.Labels["R"].Present.data<bool>().ToArray().Should().Equal(true, true);
        batch.Labels["valence"].Values.data<float>().ToArray().Should().Equal(3.5f, 0.5f);
    }

    [Fact]
    public void Make_SaysWhatRowsSaw()
    {
        using var maker = new BatchMaker(Example());
        using var batch = maker.Make([3, 0]);

        batch.Stimuli.Should().Equal(new StimulusSpan("film", 6, 7), null);
        batch.StimulusModalities.Should().Equal("eeg");
        maker.Stimuli.Should().HaveCount(4);
    }

    [Fact]
    public void Fingerprint_ChangesWithWhatWasSeen()
    {
        string Of(double start)
        {
            using var maker = new BatchMaker(Example(start));
            return maker.Fingerprint;
        }
        Of(2).Should().Be(Of(2)).And.NotBe(Of(1));
    }

    [Fact]
    public void Make_InsideAScope_LeavesNothingBehind()
    {
        using var outer = torch.NewDisposeScope();
        using var maker = new BatchMaker(Example());
        outer.DisposablesCount.Should().Be(0, "the maker outlives the scope that it is built in");
        maker.Make([1, 2]).Dispose();

        outer.DisposablesCount.Should().Be(0);
    }

    [Fact]
    public void NoRows_AreRefused() =>
        FluentActions.Invoking(() => new BatchMaker(new DataSet("toy", [], new Dictionary<string, ModalityArray>()))).Should().Throw<ArgumentException>().WithMessage("*at least one trial*");

    private static DataSet Example(double stimulusStart = 2)
    {
        var eeg = ModalityArray.Empty(4, [2, 5], 5);
        for (var i = 0; i < eeg.Values.Length; i++) eeg.Values[i] = i;
        for (var i = 0; i < eeg.Valid.Length; i++) (eeg.Valid[i], eeg.Seconds[i]) = (i % 5 < 4, i % 5 + 0.5f);
        var trials = Enumerable.Range(0, 4).Select(i => new Trial
        {
            Id = Trial.MakeId("toy", $"p{i / 2}", i, i + 1),
            Recording = $"p{i / 2}",
            Subject = $"p{i / 2}",
            Stimulus = i == 0 ? null : "film",
            StimulusStartSeconds = i == 0 ? 0 : stimulusStart * i,
            StartSeconds = i,
            StopSeconds = i + 1,
            Labels = new Dictionary<string, int> { ["R"] = i < 2 ? -1 : 1 },
            Ratings = new Dictionary<string, double> { ["valence"] = i + 0.5 },
        }).ToList();
        return new DataSet("toy", trials, new Dictionary<string, ModalityArray> { ["eeg"] = eeg }) { StimulusModalities = new HashSet<string> { "eeg" } };
    }
}
