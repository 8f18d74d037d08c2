using Eegavi.Data.Cache;
using Eegavi.Data.Manifests;
using Eegavi.Data.Tests.Media;
using Eegavi.Data.Windows;

namespace Eegavi.Data.Tests.Windows;

public sealed class DataSetReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DataSetReader _reader;

    public DataSetReaderTests() => _reader = new DataSetReader(new FeatureCache(_folder["cache"]));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_Signals_AreCutAtTheTrialsSeconds()
    {
        var data = _reader.Read(ToyData.Write(_folder, media: false));

        var eeg = data.Modalities["eeg"];
        eeg.Shape.Should().Equal(2, 256);
        eeg.Rows.Should().Be(6);
        data.Modalities["ecg"].Shape.Should().Equal(1, 512);
        eeg.Valid.Should().OnlyContain(v => v);
        for (var row = 0; row < 6; row++)
        {
            var (start, gain) = (data.Trials[row].StartSeconds, data.Trials[row].Subject == "p1" ? 1 : 3);
            eeg.Row(row)[10].Should().BeApproximately((float)(gain * (start + 10 / 128.0)), 1e-3f);
            eeg.Row(row)[256 + 255].Should().BeApproximately((float)(gain * (start + 255 / 128.0) + 1), 1e-3f);
            eeg.RowSeconds(row)[0].Should().BeApproximately(0.5f / 128, 1e-6f);
            eeg.RowSeconds(row)[255].Should().BeApproximately(255.5f / 128, 1e-5f);
        }
    }

    [Fact]
    public void Read_OtherRate_ResamplesOnTheSameClock()
    {
        var data = _reader.Read(ToyData.Write(_folder, media: false), new Dictionary<string, FeatureOptions> { ["eeg"] = new() { RateHz = 200 } });

        var eeg = data.Modalities["eeg"];
        eeg.Shape.Should().Equal(2, 400);
        eeg.Row(1)[100].Should().BeApproximately(3.5f, 2e-3f);
        eeg.RowSeconds(1)[100].Should().BeApproximately(0.5025f, 1e-5f);
    }

    [Fact]
    public void Read_TextAndTable_BecomeVectors()
    {
        var data = _reader.Read(ToyData.Write(_folder, media: false), new Dictionary<string, FeatureOptions> { ["text"] = new() { Words = 16 }, ["table"] = new() });

        var text = data.Modalities["text"];
        text.Shape.Should().Equal(16);
        text.Row(0).ToArray().Sum().Should().BeApproximately(MathF.Log(3), 1e-6f, "joy was said twice");
        text.Row(1).ToArray().Sum().Should().BeApproximately(MathF.Log(2), 1e-6f);
        text.Row(2).ToArray().Should().OnlyContain(v => v == 0);
        var table = data.Modalities["table"];
        table.Row(0).ToArray().Should().Equal(1, 0.5f);
        table.RowValid(1).ToArray().Should().Equal(true, false);
    }

    [Fact]
    public void Read_Labels_AreClassesAndRatings()
    {
        var labels = _reader.Read(ToyData.Write(_folder, media: false)).Labels;

        labels["R"].Values[..3].Should().Equal(1, 0, 0);
        labels["R"].Present[..3].Should().Equal(true, true, false);
        labels["valence"].Values[..3].Should().Equal(0, 1.5f, 3);
        labels["valence"].Classes.Should().BeNull();
        labels["emotion"].Classes.Should().Equal("anger", "joy");
        labels["emotion"].Values[..3].Should().Equal(1, 0, 0);
    }

    [SkippableFact]
    public void Read_SoundAndPictures_KeepTheSharedClock()
    {
        Ffmpeg.Require();
        var data = _reader.Read(ToyData.Write(_folder), new Dictionary<string, FeatureOptions>
        {
            ["audio"] = new() { Sound = SoundForm.Waveform },
            ["video"] = new() { Width = 6, Height = 4, FramesPerSecond = 4 },
        });

        var audio = data.Modalities["audio"];
        audio.Shape.Should().Equal(1, 32000);
        // The file starts 0.25 s late: second 3 of the trial clock is second 2.75 of the file.
        audio.Row(1)[16000].Should().BeApproximately(3.75f / 8, 1e-4f);
        audio.RowSeconds(1)[16000].Should().BeApproximately(1, 1e-3f);
        var video = data.Modalities["video"];
        video.Shape.Should().Equal(8, 3, 4, 6);
        video.RowSeconds(1).ToArray().Should().Equal(0.125f, 0.375f, 0.625f, 0.875f, 1.125f, 1.375f, 1.625f, 1.875f);
        // Frame k of the file shows grey 3k; 3.125 s lies in frame 25.
        (video.Row(1)[0] * 255 / 3).Should().BeInRange(24 - 0.9f, 25 + 0.9f);
        (video.Row(1)[7 * 72] * 255 / 3).Should().BeInRange(38 - 0.9f, 39 + 0.9f);
    }

    [SkippableFact]
    public void Read_SpanAndAbsence_FollowTheTrial()
    {
        Ffmpeg.Require();
        var path = ToyData.Write(_folder);
        var trials = TrialFile.Read(_folder["trials.csv"], ToyData.Manifest(true)).ToArray();
        trials[0] = trials[0] with { Spans = new Dictionary<string, TrialSpan> { ["audio"] = new(1, 4, -0.5) } };
        trials[4] = trials[4] with { Absent = new HashSet<string> { "audio" } };
        TrialFile.Write(_folder["trials.csv"], trials);

        var audio = _reader.Read(path, new Dictionary<string, FeatureOptions> { ["audio"] = new() }).Modalities["audio"];

        audio.Shape.Should().Equal(13, 298);
        audio.RowSeconds(0)[0].Should().BeApproximately(-0.5f + 0.0125f, 1e-6f);
        audio.RowValid(0).ToArray().Count(v => v).Should().Be(298);
        audio.RowValid(1).ToArray().Count(v => v).Should().Be(198, "its window is 2 s of the 3 that row 0 needs");
        audio.IsPresent(4).Should().BeFalse();
        audio.Row(4).ToArray().Should().OnlyContain(v => v == 0);
    }

    [SkippableFact]
    public void Read_Again_FindsEverythingInTheCache()
    {
        Ffmpeg.Require();
        var path = ToyData.Write(_folder);
        var first = _reader.Read(path);
        var prepared = _reader.Counts;
        var second = _reader.Read(path, first.Modalities.Keys.ToDictionary(m => m, m => new FeatureOptions { Centre = m == "eeg" ? Within.Subject : Within.Nothing }));

        (prepared.Found + prepared.Prepared).Should().Be(10);
        prepared.Prepared.Should().BeGreaterThanOrEqualTo(7, "both subjects have the same words, sound and pictures");
        _reader.Counts.Should().Be((10, 0), "centring is done after the cache");
        second.Modalities["audio"].Values.Should().Equal(first.Modalities["audio"].Values);
        first.Fingerprint().Should().NotBe(second.Fingerprint());
    }

    [Fact]
    public void Read_FileChanged_GoesByItsBytes()
    {
        var path = ToyData.Write(_folder, media: false);
        var eeg = new Dictionary<string, FeatureOptions> { ["eeg"] = new() };
        var before = _reader.Read(path, eeg).Modalities["eeg"].Row(0)[0];
        File.Copy(_folder["p2/p2.edf"], _folder["p1/p1.edf"], overwrite: true);
        File.SetLastWriteTimeUtc(_folder["p1/p1.edf"], DateTime.UtcNow.AddSeconds(5));

        _reader.Read(path, eeg).Modalities["eeg"].Row(0)[0].Should().NotBe(before);
        _reader.Counts.Should().Be((2, 0), "those bytes were prepared before, for the other recording");
    }

    [Fact]
    public void Read_DamagedCache_IsPreparedAgain()
    {
        var path = ToyData.Write(_folder, media: false);
        var eeg = new Dictionary<string, FeatureOptions> { ["eeg"] = new() };
        var first = _reader.Read(path, eeg);
        foreach (var file in Directory.GetFiles(_folder["cache/windows"], "*.bin", SearchOption.AllDirectories))
            using (var stream = File.OpenWrite(file)) stream.SetLength(100);

        _reader.Read(path, eeg).Modalities["eeg"].Values.Should().Equal(first.Modalities["eeg"].Values);
        _reader.Counts.Should().Be((0, 2));
    }

    [Fact]
    public void Read_CentredWithinSubjects_LeavesNoMean()
    {
        var data = _reader.Read(ToyData.Write(_folder, media: false), new Dictionary<string, FeatureOptions> { ["eeg"] = new() { Centre = Within.Subject, Scale = true } });

        foreach (var subject in new[] { 0, 3 })
            for (var c = 0; c < 2; c++)
            {
                var values = Enumerable.Range(subject, 3).SelectMany(r => data.Modalities["eeg"].Row(r).Slice(c * 256, 256).ToArray()).ToArray();
                values.Average().Should().BeApproximately(0, 1e-4f);
                values.Average(v => v * v).Should().BeApproximately(1, 1e-3f);
            }
    }

    [Fact]
    public void Read_TruncatedRecording_NamesTheFile()
    {
        var path = ToyData.Write(_folder, media: false);
        using (var stream = File.OpenWrite(_folder["p2/p2.edf"])) stream.SetLength(3000);

        FluentActions.Invoking(() => _reader.Read(path)).Should().Throw<InvalidDataException>().WithMessage("*p2.edf: expected * bytes*");
    }

    [Fact]
    public void Read_UnknownModalityAndOptions_AreListed()
    {
        var path = ToyData.Write(_folder, media: false);
        var asked = new Dictionary<string, FeatureOptions> { ["emg"] = new(), ["eeg"] = new() { RateHz = -1 }, ["table"] = new() { Centre = Within.Subject } };

        FluentActions.Invoking(() => _reader.Read(path, asked)).Should().Throw<DataProblemsException>().Which.Problems.Should().SatisfyRespectively(
            p => p.Should().Contain("expected one of the modalities eeg, ecg, text, table; got 'emg'"),
            p => p.Should().Contain("modality 'eeg': The field RateHz"),
            p => p.Should().Contain("modality 'table': expected no centring"));
    }

    [Fact]
    public void Read_MixedRatesInOneModality_SaysWhatToSet()
    {
        var path = ToyData.Write(_folder, media: false);
        var manifest = ManifestFile.Read(path);
        ManifestFile.Write(path, manifest with { Modalities = new Dictionary<string, ManifestModality>(manifest.Modalities) { ["eeg"] = new() { Kind = ModalityKind.Signal } } });

        FluentActions.Invoking(() => _reader.Read(path)).Should().Throw<InvalidDataException>().WithMessage("*128 and 256 Hz: set rateHz*");
        _reader.Read(path, new Dictionary<string, FeatureOptions> { ["eeg"] = new() { RateHz = 128 } }).Modalities["eeg"].Shape.Should().Equal(3, 256);
    }

    [Fact]
    public void Read_Tokens_AreJoinedById()
    {
        var path = ToyData.Write(_folder, media: false);
        var manifest = ManifestFile.Read(path);
        var ids = TrialFile.Read(_folder["trials.csv"], manifest).Select(t => t.Id).Reverse().Skip(1).ToArray();
        var tokens = ModalityArray.Empty(5, [3, 2], 3);
        for (var i = 0; i < tokens.Values.Length; i++) tokens.Values[i] = i / 6;
        tokens.Valid.AsSpan().Fill(true);
        TokenFile.Write(_folder["tokens.safetensors"], new TokenStore { Ids = ids, Modalities = new Dictionary<string, ModalityArray> { ["tok"] = tokens } });
        ManifestFile.Write(path, manifest with { Modalities = new Dictionary<string, ManifestModality>(manifest.Modalities) { ["tok"] = new() { Kind = ModalityKind.Tokens, File = "tokens.safetensors" } } });

        var read = _reader.Read(path, new Dictionary<string, FeatureOptions> { ["tok"] = new() }).Modalities["tok"];

        read.Shape.Should().Equal(3, 2);
        Enumerable.Range(0, 5).Select(r => read.Row(r)[0]).Should().Equal(4, 3, 2, 1, 0);
        read.IsPresent(5).Should().BeFalse("the last trial has no tokens");
    }

    [Theory]
    [InlineData(new[] { 2, 3 }, 3, 0)]
    [InlineData(new[] { 3, 2 }, 3, 1)]
    [InlineData(new[] { 3, 4, 2 }, 3, 2)]
    [InlineData(new[] { 3, 2, 4, 5 }, 3, 1)]
    public void Centring_AnyLayout_CentresEachChannelOverValidSteps(int[] shape, int steps, int channelAxis)
    {
        var random = new Random(7);
        var array = ModalityArray.Empty(2, shape, steps);
        for (var i = 0; i < array.Values.Length; i++) array.Values[i] = random.NextSingle() + 5;
        // Step 1 of row 0 is missing.
        for (var i = 0; i < array.Valid.Length; i++) array.Valid[i] = i != 1;
        var before = array.Values.ToArray();
        var trials = Enumerable.Range(0, 2).Select(i => new Trial { Id = $"{i}", Recording = "r", Subject = "s", StartSeconds = i, StopSeconds = i + 1 }).ToList();

        Centring.Apply(array, trials, Within.Subject, scale: true, channelAxis);

        var sums = new double[2];
        for (var i = 0; i < array.Values.Length; i++)
        {
            var place = i % array.RowLength;
            var axes = new int[shape.Length];
            for (var a = shape.Length - 1; a >= 0; place /= shape[a--]) axes[a] = place % shape[a];
            var step = axes[channelAxis == 0 ? 1 : 0];
            if (i < array.RowLength && step == 1) array.Values[i].Should().Be(before[i], "what is missing stays");
            else sums[axes[channelAxis]] += array.Values[i];
        }
        sums.Should().OnlyContain(s => Math.Abs(s) < 1e-4);
    }

    [Fact]
    public void Read_UnknownFormat_SaysWhichReadersThereAre()
    {
        var path = ToyData.Write(_folder, media: false);
        File.WriteAllText(_folder["p1/p1.edf"], "not a recording at all");

        FluentActions.Invoking(() => _reader.Read(path)).Should().Throw<InvalidDataException>().WithMessage("*p1.edf: expected a file of a format that one of EdfReader reads*");
    }
}
