using Eegavi.Data.Manifests;
using Eegavi.Data.Media;
using Eegavi.Data.Readers;
using Eegavi.Data.Writers;

namespace Eegavi.Data.Tests.Windows;

/// <summary>Two subjects, three trials of 2 s each, in EDF, WAV, MP4 and CSV; every value tells its time.</summary>
internal static class ToyData
{
    public const int EegHz = 128, EcgHz = 256, AudioHz = 16000, Fps = 8;
    private const double Seconds = 8;

    /// <summary>Trials at 0.5, 3 and 5.5 s; audio starts 0.25 s late on the shared clock, video of one trial lies elsewhere.</summary>
    public static string Write(TemporaryFolder folder, bool media = true)
    {
        foreach (var subject in new[] { "p1", "p2" })
        {
            var gain = subject == "p1" ? 1 : 3;
            EdfWriter.Write(folder[$"{subject}/{subject}.edf"], [Ramp(["AF3", "F7"], EegHz, gain), Ramp(["ECG"], EcgHz, 10 * gain)]);
            TranscriptFile.Write(folder[$"{subject}/{subject}.csv"], [new(0.6, 1.2, "Joy, joy!"), new(3.1, 3.5, "Sad"), new(7.9, 8, "beyond")]);
            if (media) WriteMedia(folder, subject);
        }
        ManifestFile.Write(folder["manifest.json"], Manifest(media));
        TrialFile.Write(folder["trials.csv"], [.. new[] { "p1", "p2" }.SelectMany(Trials)]);
        return folder["manifest.json"];
    }

    public static Manifest Manifest(bool media) => new()
    {
        Name = "toy",
        Modalities = new Dictionary<string, ManifestModality>
        {
            ["eeg"] = new() { Kind = ModalityKind.Signal, Channels = ["AF3", "F7"] },
            ["ecg"] = new() { Kind = ModalityKind.Signal, Channels = ["ECG"] },
            ["text"] = new() { Kind = ModalityKind.Transcript },
            ["table"] = new() { Kind = ModalityKind.Table },
        }.Concat(media
            ? new Dictionary<string, ManifestModality> { ["audio"] = new() { Kind = ModalityKind.Audio }, ["video"] = new() { Kind = ModalityKind.Video } }
            : []).ToDictionary(),
        Recordings = [.. new[] { "p1", "p2" }.Select(p => new ManifestRecording { Id = p, Subject = p, Files = Files(p, media) })],
    };

    private static Dictionary<string, ManifestSource> Files(string p, bool media)
    {
        var files = new Dictionary<string, ManifestSource>
        {
            ["eeg"] = new() { Path = $"{p}/{p}.edf" },
            ["ecg"] = new() { Path = $"{p}/{p}.edf" },
            ["text"] = new() { Path = $"{p}/{p}.csv" },
        };
        if (!media) return files;
        files["audio"] = new() { Path = $"{p}/{p}.wav", OffsetSeconds = 0.25 };
        files["video"] = new() { Path = $"{p}/{p}.mp4" };
        return files;
    }

    private static IEnumerable<Trial> Trials(string p)
    {
        double[] starts = [0.5, 3, 5.5];
        for (var i = 0; i < 3; i++)
            yield return new Trial
            {
                Id = Trial.MakeId("toy", p, starts[i], starts[i] + 2),
                Recording = p,
                Subject = p,
                StartSeconds = starts[i],
                StopSeconds = starts[i] + 2,
                Emotion = i == 0 ? "joy" : "anger",
                Labels = i == 2 ? new Dictionary<string, int>() : new Dictionary<string, int> { ["R"] = i == 0 ? 1 : -1 },
                Ratings = new Dictionary<string, double> { ["valence"] = 1.5 * i },
                Table = i == 1 ? new Dictionary<string, double> { ["g"] = -1 } : new Dictionary<string, double> { ["g"] = 1, ["h"] = 0.5 },
            };
    }

    private static void WriteMedia(TemporaryFolder folder, string p)
    {
        WavWriter.Write(folder[$"{p}/{p}.wav"], [.. Enumerable.Range(0, (int)(Seconds * AudioHz)).Select(i => (float)(i / (Seconds * AudioHz)))], AudioHz);
        using var writer = new VideoWriter(folder[$"{p}/{p}.mp4"], new VideoWriterOptions { Width = 12, Height = 8, FramesPerSecond = Fps, Quality = 4 });
        for (var k = 0; k < Seconds * Fps; k++)
        {
            var frame = new byte[12 * 8 * 3];
            Array.Fill(frame, (byte)(3 * k));
            writer.Append(frame);
        }
        writer.Complete();
    }

    // The value is the sample's second, times the gain, plus the channel's number.
    private static Signal Ramp(string[] channels, int rate, double gain) => new()
    {
        Channels = channels,
        RateHz = rate,
        Unit = "uV",
        Samples = [.. channels.Select((_, c) => Enumerable.Range(0, (int)(Seconds * rate)).Select(i => (float)(gain * i / rate + c)).ToArray())],
    };
}
