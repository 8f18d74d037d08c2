using System.Text.Json;
using Eegavi.Data.Media;

namespace Eegavi.Data.Tests.Media;

/// <summary>Genuine speech and video, against an independent decoding.</summary>
public class MediaTruthTests
{
    [SkippableFact]
    public void Audio_Speech_AgreesWithTheTruth()
    {
        Ffmpeg.Require();
        var truth = Truth("speech/jfk.flac");

        var samples = AudioFile.Read(Shared.Recording("speech/jfk.flac"));

        samples.Should().HaveCount(truth.GetProperty("n").GetInt32());
        (32768 * Math.Sqrt(samples.Average(s => (double)s * s))).Should().BeApproximately(truth.GetProperty("rms").GetDouble(), 2);
    }

    [SkippableTheory]
    [InlineData("video/single_face.mp4")]
    [InlineData("video/WolfgangLanger_Pexels.mp4")]
    [InlineData("video/carphone_pristine.mp4")]
    public void Info_Video_AgreesWithTheTruth(string name)
    {
        Ffmpeg.Require();
        var truth = Truth(name);
        var rate = truth.GetProperty("rate").GetString()!.Split('/').Select(double.Parse).ToArray();

        var info = MediaInfo.Read(Shared.Recording(name));

        info.Video!.Width.Should().Be(truth.GetProperty("w").GetInt32());
        info.Video.Height.Should().Be(truth.GetProperty("h").GetInt32());
        info.Video.FramesPerSecond.Should().BeApproximately(rate[0] / rate[1], 1e-3);
        (info.Video.Seconds * info.Video.FramesPerSecond).Should().BeApproximately(truth.GetProperty("decoded_frames").GetInt32(), 1);
        (info.Audio is null).Should().Be(truth.GetProperty("audio").GetArrayLength() == 0);
    }

    [SkippableFact]
    public void Video_Faces_HaveTheTruthsColours()
    {
        Ffmpeg.Require();
        var truth = Truth("video/single_face.mp4");

        var frames = VideoFile.Read(Shared.Recording("video/single_face.mp4"), new VideoFileOptions { Width = 64, Height = 36, FramesPerSecond = 30 });

        frames.Length.Should().Be(72 * 64 * 36 * 3);
        for (var colour = 0; colour < 3; colour++)
        {
            var mean = frames.Take(64 * 36 * 3).Where((_, i) => i % 3 == colour).Average(b => (double)b);
            mean.Should().BeApproximately(truth.GetProperty("mean_rgb_first")[colour].GetDouble(), 1.5);
        }
    }

    [SkippableFact]
    public void Audio_VideoWithoutSound_SaysSo()
    {
        Ffmpeg.Require();
        // Outside the assertion: a skip is an exception too.
        var silent = Shared.Recording("video/carphone_pristine.mp4");

        FluentActions.Invoking(() => AudioFile.Read(silent)).Should().Throw<InvalidDataException>().WithMessage("*it has no audio stream.");
    }

    private static JsonElement Truth(string name) =>
        JsonDocument.Parse(File.ReadAllText(Shared.Recording("truth/av.json"))).RootElement.GetProperty(name);
}
