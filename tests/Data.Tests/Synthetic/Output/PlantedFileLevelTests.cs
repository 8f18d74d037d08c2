using System.Text.Json;
using Eegavi.Data.Manifests;
using Eegavi.Data.Media;
using Eegavi.Data.Readers;
using Eegavi.Data.Readers.Edf;
using Eegavi.Data.Synthetic;
using Eegavi.Data.Synthetic.Ceilings;
using Eegavi.Data.Synthetic.Rendering;

namespace Eegavi.Data.Tests.Synthetic.Output;

/// <summary>Reads the files as a user would, and finds the planted scalars in them by means that share no code with the generator.</summary>
public class PlantedFileLevelTests(SmallPlantedFiles files) : IClassFixture<SmallPlantedFiles>
{
    private const int Window = 8;
    private static readonly PlantedScalars Scalars = SmallPlantedFiles.Scalars;

    [SkippableFact]
    public void Manifest_AllRecordings_NameFilesThatExist()
    {
        var manifest = ManifestFile.Read(files["manifest.json"]);
        manifest.Recordings.Should().HaveCount(2);
        manifest.Recordings.SelectMany(r => r.Files.Values).Should().OnlyContain(s => File.Exists(files[s.Path]));
        manifest.Modalities.Keys.Should().BeEquivalentTo("eeg", "ecg", "audio", "video", "text", "table");
    }

    [SkippableFact]
    public void Trials_ReadBack_CarryLabelsRatingsTableAndAbsence()
    {
        var trials = TrialFile.Read(files["trials.csv"], ManifestFile.Read(files["manifest.json"]));
        trials.Should().HaveCount(12);
        for (var i = 0; i < 12; i++)
        {
            var planted = Scalars.Trials[i];
            trials[i].Labels.Should().HaveCount(7);
            trials[i].Labels["T4"].Should().Be(planted.Labels.T4);
            trials[i].Ratings["arousal"].Should().Be(PlantedRatings.Of(Scalars.Options, planted).Arousal);
            trials[i].Table["flip"].Should().Be(planted.Table[0]);
            trials[i].Absent.Contains("audio").Should().Be(!planted.HasAudio);
            (trials[i].StopSeconds - trials[i].StartSeconds).Should().Be(Window);
        }

        trials.Where(t => t.Subject == "sub-01").Select(t => t.Stimulus).Should().OnlyHaveUniqueItems();
    }

    [SkippableFact]
    public void Tables_AnyText_NamesNoFolderOfThisMachine()
    {
        foreach (var path in Directory.GetFiles(files.Folder, "*", SearchOption.AllDirectories).Where(p => Path.GetExtension(p) is ".json" or ".csv" or ".txt"))
            File.ReadAllText(path).Should().NotContain(Path.GetTempPath()).And.NotContain(files.Folder);
    }

    [SkippableFact]
    public void Edf_BothSubjects_HasFourteenEegAndTwoEcgChannelsInMicrovolts()
    {
        var signal = new EdfReader().Read(Of(1, "signals.edf")).Signals.Should().ContainSingle().Subject;
        signal.Channels.Should().Equal("AF3", "F7", "F3", "FC5", "T7", "P7", "O1", "O2", "P8", "T8", "FC6", "F4", "F8", "AF4", "ECG right", "ECG left");
        (signal.RateHz, signal.Unit, signal.Seconds).Should().Be((128, "uV", 64));
        signal.Channel("FC5").Select(x => (double)x * x).Average().Should().BeInRange(20, 400);
    }

    [SkippableFact]
    public void Eeg_FrontalAlphaAsymmetry_FollowsItsScalar() => Correlation(
        Planted(t => t.EegR), EveryTrial((subject, trial) => LogPower(subject, trial, "F4", 8, 13) - LogPower(subject, trial, "F3", 8, 13))).Should().BeGreaterThan(0.9);

    [SkippableFact]
    public void Eeg_TemporalBetaAsymmetry_FollowsItsScalar() => Correlation(
        Planted(t => t.EegF), EveryTrial((subject, trial) => LogPower(subject, trial, "T8", 13, 30) - LogPower(subject, trial, "T7", 13, 30))).Should().BeGreaterThan(0.95);

    [SkippableFact]
    public void Eeg_ParietalAlphaAndFrontalTheta_FollowTheirScalars()
    {
        Correlation(Planted(t => t.EegC), EveryTrial((s, t) => LogPower(s, t, "P7", 8, 13) + LogPower(s, t, "P8", 8, 13))).Should().BeGreaterThan(0.9);
        Correlation(Planted(t => t.EegX), EveryTrial((s, t) => LogPower(s, t, "AF3", 4, 7.5) + LogPower(s, t, "AF4", 4, 7.5))).Should().BeGreaterThan(0.9);
    }

    [SkippableFact]
    public void Eeg_OccipitalBandsOfEachSecond_FollowTheirEvents()
    {
        Correlation(PlantedSeconds(t => t.Fast.Eeg), EverySecond((s, second) => LogPower(s, second, 1, "O1", 13, 28) + LogPower(s, second, 1, "O2", 13, 28))).Should().BeGreaterThan(0.9);
        Correlation(PlantedSeconds(t => t.Slow.Eeg), EverySecond((s, second) => LogPower(s, second, 1, "O1", 32, 46) + LogPower(s, second, 1, "O2", 32, 46))).Should().BeGreaterThan(0.9);
    }

    [SkippableFact]
    public void Ecg_HeartRate_FollowsItsScalar() => Correlation(
        Planted(t => t.EcgR), EveryTrial((subject, trial) => Math.Log(Peaks(new EdfReader().Read(Of(subject, "signals.edf"), ["ECG right"], Start(trial), Start(trial) + Window).Signals[0].Samples[0]))))
        .Should().BeGreaterThan(0.8);

    [SkippableFact]
    public void Wav_PitchAndEnergy_FollowTheirScalars()
    {
        var heard = Scalars.Trials.Where(t => t.HasAudio).ToArray();
        var sounds = heard.Select(t => AudioFile.Read(Of(t.Subject, "voice.wav"), 16000, Start(t.Index), Start(t.Index) + Window)).ToArray();
        Correlation([.. heard.Select(t => t.AudioR)], [.. sounds.Select(s => Math.Log(Pitch(s)))]).Should().BeGreaterThan(0.95);
        Correlation([.. heard.Select(t => t.AudioC)], [.. sounds.Select(s => Math.Log(s.Average(x => (double)x * x)))]).Should().BeGreaterThan(0.99);
        sounds.SelectMany(s => s).Max(Math.Abs).Should().BeInRange(0.05f, 0.99f);
    }

    [SkippableFact]
    public void Ceilings_OfFiles_RestOnWhatCanBeReadBack()
    {
        var ceilings = JsonDocument.Parse(File.ReadAllText(files["ceilings.json"])).RootElement.GetProperty("files");
        ceilings.GetProperty("source").GetString().Should().Be("measured");
        var measured = ceilings.GetProperty("variances").GetProperty("eeg.R").GetDouble();
        measured.Should().BeInRange(1.005, 1.3).And.NotBe(PlantedVariances.OfFiles(SmallPlantedFiles.Options)["eeg.R"]);
        var raise = ceilings.GetProperty("ecgAndTextRaiseR");
        raise.GetProperty("withBoth").GetDouble().Should().BeGreaterThan(raise.GetProperty("without").GetDouble());
        File.ReadAllLines(files["truth-readings.csv"]).Should().HaveCount(1 + 2 * 6 * (7 + 2 * Window));
    }

    [SkippableFact]
    public void Progress_WholeWrite_RisesToOne()
    {
        _ = files.Folder;
        files.Progress.Should().BeInAscendingOrder().And.HaveCountGreaterThan(5);
        files.Progress[^1].Should().Be(1);
    }

    [SkippableFact]
    public void Wav_MissingTrial_IsSilent()
    {
        var silent = Scalars.Trials.First(t => !t.HasAudio);
        AudioFile.Read(Of(silent.Subject, "voice.wav"), 16000, Start(silent.Index), Start(silent.Index) + Window).Max(Math.Abs).Should().BeLessThan(0.001f);
    }

    [SkippableFact]
    public void Mp4_HueSizeAndShift_FollowTheirScalars()
    {
        var videos = Enumerable.Range(0, 2).Select(Frames).ToArray();
        var faces = Scalars.Trials.Select(t => Faces(t, videos[t.Subject])).ToArray();
        Correlation(Planted(t => t.VideoR), [.. faces.Select(f => f.Average(p => p.Hue))]).Should().BeGreaterThan(0.98);
        Correlation(Planted(t => t.VideoC), [.. faces.Select(f => Math.Log(f.Average(p => p.Area)))]).Should().BeGreaterThan(0.97);
        Correlation(PlantedSeconds(t => t.Fast.Video[(4 + t.OffsetSeconds)..]), [.. faces.SelectMany(f => f.Select(p => p.Right))]).Should().BeGreaterThan(0.97);
        Correlation(PlantedSeconds(t => t.Slow.Video[(4 + t.OffsetSeconds)..]), [.. faces.SelectMany(f => f.Select(p => p.Down))]).Should().BeGreaterThan(0.97);
    }

    [SkippableFact]
    public void Transcript_DescribingWords_ComeFromTheListOfTheTextSign()
    {
        foreach (var trial in Scalars.Trials)
        {
            var words = TranscriptFile.Read(Of(trial.Subject, "transcript.csv")).Where(l => l.StartSeconds >= Start(trial.Index) && l.StopSeconds <= Start(trial.Index) + Window).Select(l => l.Text).ToArray();
            words.Intersect(TranscriptRenderer.Bright).Any().Should().Be(trial.TextR > 0);
            words.Intersect(TranscriptRenderer.Dark).Any().Should().Be(trial.TextR < 0);
        }
    }

    private string Of(int subject, string name) => files[$"recordings/sub-0{subject + 1}/{name}"];

    private static int Start(int trial) => SmallPlantedFiles.Options.StartSeconds(trial);

    private static double[] Planted(Func<PlantedTrial, double> value) => [.. Scalars.Trials.Select(value)];

    private static double[] PlantedSeconds(Func<PlantedTrial, double[]> values) => [.. Scalars.Trials.SelectMany(t => values(t).Take(Window))];

    private static double[] EveryTrial(Func<int, int, double> value) => [.. Scalars.Trials.Select(t => value(t.Subject, t.Index))];

    private static double[] EverySecond(Func<int, int, double> value) =>
        [.. Scalars.Trials.SelectMany(t => Enumerable.Range(Start(t.Index), Window).Select(second => value(t.Subject, second)))];

    private double LogPower(int subject, int trial, string channel, double low, double high) => LogPower(subject, Start(trial), Window, channel, low, high);

    // Σ |DFT|² under a Hann window over the bins of the band.
    private double LogPower(int subject, int start, int seconds, string channel, double low, double high)
    {
        var x = new EdfReader().Read(Of(subject, "signals.edf"), [channel], start, start + seconds).Signals[0].Samples[0];
        var power = 0.0;
        for (var bin = (int)Math.Ceiling(low * seconds); bin <= high * seconds; bin++)
        {
            var (re, im) = (0.0, 0.0);
            for (var i = 0; i < x.Length; i++)
            {
                var (angle, hann) = (2 * Math.PI * bin * i / x.Length, 0.5 - 0.5 * Math.Cos(2 * Math.PI * i / x.Length));
                re += hann * x[i] * Math.Cos(angle);
                im += hann * x[i] * Math.Sin(angle);
            }

            power += re * re + im * im;
        }

        return Math.Log(power);
    }

    // Beats a second, from the first to the last R peak above half of the maximum.
    private static double Peaks(float[] x)
    {
        var (half, peaks) = (x.Max() / 2, new List<int>());
        for (var i = 1; i < x.Length - 1; i++)
        {
            if (x[i] > half && x[i] >= x[i - 1] && x[i] > x[i + 1] && (peaks.Count == 0 || i - peaks[^1] > 40)) peaks.Add(i);
        }

        return 128.0 * (peaks.Count - 1) / (peaks[^1] - peaks[0]);
    }

    // The lag of the highest autocorrelation between 60 and 400 Hz, over a fifth of a second.
    private static double Pitch(float[] x)
    {
        double At(int lag)
        {
            var sum = 0.0;
            for (var i = 16000; i < 19000; i++) sum += x[i] * x[i + lag];
            return sum;
        }

        var lags = Enumerable.Range(40, 227).Select(lag => (Lag: lag, Value: At(lag))).ToArray();
        var most = lags.Max(l => l.Value);
        // The first peak that comes near the highest: a multiple of the period fits almost as well.
        var best = Enumerable.Range(1, lags.Length - 2).First(i => lags[i].Value > 0.85 * most && lags[i].Value >= lags[i - 1].Value && lags[i].Value >= lags[i + 1].Value);
        return 16000.0 / lags[best].Lag;
    }

    // One frame from the middle of every second of the file, and the second of the file at which the shared clock starts.
    private (byte[] Frames, int Zero) Frames(int subject)
    {
        var source = ManifestFile.Read(files["manifest.json"]).Recordings[subject].Files["video"];
        return (VideoFile.Read(files[source.Path], new VideoFileOptions { Width = 64, Height = 64, FramesPerSecond = 1 }), (int)source.ToFile(0));
    }

    private static (double Hue, double Area, double Right, double Down)[] Faces(PlantedTrial trial, (byte[] Frames, int Zero) video) =>
        [.. Enumerable.Range(video.Zero + Start(trial.Index), Window).Select(f => Face(video.Frames.AsSpan(f * 64 * 64 * 3, 64 * 64 * 3)))];

    // Skin is what is coloured: the background is nearly grey.
    private static (double, double, double, double) Face(ReadOnlySpan<byte> rgb)
    {
        var (count, x, y, red, green, blue) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        for (var p = 0; p < 64 * 64; p++)
        {
            var (r, g, b) = (rgb[3 * p], rgb[3 * p + 1], rgb[3 * p + 2]);
            if (Math.Max(r, Math.Max(g, b)) - Math.Min(r, Math.Min(g, b)) < 60) continue;
            (count, x, y, red, green, blue) = (count + 1, x + p % 64, y + p / 64, red + r, green + g, blue + b);
        }

        var hue = Math.Atan2(Math.Sqrt(3) * (green - blue), 2 * red - green - blue) * 180 / Math.PI;
        return (hue, count, x / count, y / count);
    }

    private static double Correlation(double[] a, double[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        var (ab, aa, bb) = (0.0, 0.0, 0.0);
        foreach (var (x, y) in a.Zip(b)) (ab, aa, bb) = (ab + (x - meanA) * (y - meanB), aa + (x - meanA) * (x - meanA), bb + (y - meanB) * (y - meanB));
        return ab / Math.Sqrt(aa * bb);
    }
}
