using Eegavi.Data.Media;
using Eegavi.Data.Writers;

namespace Eegavi.Data.Tests.Media;

public sealed class MediaTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Audio_WrittenAt16Khz_DecodesToTheSameSamples()
    {
        Ffmpeg.Require();
        var samples = Sine(16000, 330, seconds: 2.5);
        WavWriter.Write(_folder["a.wav"], samples, 16000);

        var read = AudioFile.Read(_folder["a.wav"]);

        read.Should().HaveCount(samples.Length);
        read.Zip(samples, (r, s) => Math.Abs(r - s)).Max().Should().BeLessThanOrEqualTo(0.5f / 32768 + 1e-7f);
    }

    [SkippableFact]
    public void Audio_Stretch_StartsAtItsSecond()
    {
        Ffmpeg.Require();
        var samples = Enumerable.Range(0, 48000).Select(i => i / 48000f).ToArray();
        WavWriter.Write(_folder["ramp.wav"], samples, 16000);

        var read = AudioFile.Read(_folder["ramp.wav"], fromSeconds: 1.25, toSeconds: 2);

        read.Should().HaveCount(12000);
        read[0].Should().BeApproximately(samples[20000], 1e-4f);
        read[^1].Should().BeApproximately(samples[31999], 1e-4f);
    }

    [SkippableFact]
    public void Audio_CutShort_SaysHowManyBytesAreMissing()
    {
        Ffmpeg.Require();
        WavWriter.Write(_folder["a.wav"], Sine(16000, 330, 1), 16000);
        Cut(_folder["a.wav"], 20000);

        FluentActions.Invoking(() => AudioFile.Read(_folder["a.wav"]))
            .Should().Throw<InvalidDataException>().WithMessage("*a.wav: expected at least 32044 bytes, found 20000: the file is cut short*");
    }

    [SkippableFact]
    public void Audio_NotAMediaFile_CarriesTheToolsComplaint()
    {
        Ffmpeg.Require();
        File.WriteAllText(_folder["a.wav"], "ffconcat version 1.0\nfile '/etc/passwd'\n");

        FluentActions.Invoking(() => AudioFile.Read(_folder["a.wav"])).Should().Throw<InvalidDataException>().WithMessage("*ffprobe could not process it: *");
    }

    [Fact]
    public void Audio_MissingFile_SaysSo() =>
        FluentActions.Invoking(() => AudioFile.Read(_folder["none.wav"])).Should().Throw<FileNotFoundException>().WithMessage("*none.wav*there is none*");

    [Fact]
    public void Wav_NotCompleted_LeavesNothing()
    {
        using (var writer = new WavWriter(_folder["a.wav"], 16000)) writer.Append([0.5f]);

        _folder.Files.Should().BeEmpty();
    }

    [SkippableFact]
    public void Video_DrawnAndEncoded_ShowsTheMiddleOfEachSecond()
    {
        Ffmpeg.Require();
        WriteGreys(_folder["v.mp4"], frames: 40, rate: 8);

        var read = VideoFile.Read(_folder["v.mp4"], new VideoFileOptions { Width = 6, Height = 4, FramesPerSecond = 1 });

        read.Should().HaveCount(5 * 6 * 4 * 3);
        var greys = read.Chunk(6 * 4 * 3).Select(f => f.Average(b => (double)b)).ToArray();
        for (var second = 0; second < 5; second++)
            (greys[second] / 6).Should().BeInRange(8 * second + 3 - 0.4, 8 * second + 4 + 0.4, "frames 3 and 4 of each 8 are the middle of the second");
    }

    [SkippableFact]
    public void Video_Stretch_StartsAtItsSecond()
    {
        Ffmpeg.Require();
        WriteGreys(_folder["v.mp4"], frames: 40, rate: 8);

        var read = VideoFile.Read(_folder["v.mp4"], new VideoFileOptions { Width = 6, Height = 4, FramesPerSecond = 8 }, fromSeconds: 1.5, toSeconds: 2.5);

        read.Chunk(6 * 4 * 3).Select(f => Math.Round(f.Average(b => (double)b) / 6)).Should().Equal(12, 13, 14, 15, 16, 17, 18, 19);
    }

    [SkippableTheory]
    [InlineData(0.5)]
    [InlineData(0.95)]
    public void Video_CutShort_IsRefused(double part)
    {
        Ffmpeg.Require();
        WriteGreys(_folder["v.mp4"], frames: 40, rate: 8);
        Cut(_folder["v.mp4"], (long)(new FileInfo(_folder["v.mp4"]).Length * part));

        FluentActions.Invoking(() => VideoFile.Read(_folder["v.mp4"], new VideoFileOptions()))
            .Should().Throw<InvalidDataException>().WithMessage("*v.mp4: expected at least * bytes, found *: the file is cut short*");
    }

    [SkippableFact]
    public void Video_NotCompleted_LeavesNothing()
    {
        Ffmpeg.Require();
        using (var writer = new VideoWriter(_folder["v.mp4"], new VideoWriterOptions { Width = 12, Height = 8, FramesPerSecond = 8 }))
            writer.Append(new byte[12 * 8 * 3]);

        _folder.Files.Should().BeEmpty();
    }

    [Fact]
    public void Video_FolderThatIsAFile_SaysSo()
    {
        File.WriteAllText(_folder["plain"], "");

        FluentActions.Invoking(() => new VideoWriter(Path.Combine(_folder["plain"], "v.mp4"), new VideoWriterOptions { Width = 12, Height = 8, FramesPerSecond = 8 }))
            .Should().Throw<IOException>().WithMessage("Cannot write *v.mp4*choose a folder that you may write to.");
    }

    [Fact]
    public void MissingTool_SaysHowToInstallIt() =>
        FluentActions.Invoking(() => MediaTool.Start("no-such-tool", [])).Should().Throw<InvalidOperationException>().WithMessage("*'no-such-tool'*apt-get install ffmpeg*");

    [SkippableFact]
    public void Cancelled_StopsTheTool()
    {
        Ffmpeg.Require();
        using var cancel = new CancellationTokenSource();
        using var tool = MediaTool.Start("ffmpeg", ["-f", "lavfi", "-i", "sine", "-f", "f32le", "pipe:1"], cancel.Token);
        tool.Read(new byte[64]).Should().Be(64);
        cancel.Cancel();

        FluentActions.Invoking(() => tool.Finish("sine")).Should().Throw<OperationCanceledException>();
    }

    private static float[] Sine(int rate, double hz, double seconds) =>
        [.. Enumerable.Range(0, (int)(rate * seconds)).Select(i => (float)(0.7 * Math.Sin(2 * Math.PI * hz * i / rate)))];

    // Frame k is grey 6k: the mean of a decoded frame tells which frame it was.
    private static void WriteGreys(string path, int frames, int rate)
    {
        using var writer = new VideoWriter(path, new VideoWriterOptions { Width = 12, Height = 8, FramesPerSecond = rate, Quality = 4 });
        for (var k = 0; k < frames; k++)
        {
            var frame = new byte[12 * 8 * 3];
            Array.Fill(frame, (byte)(6 * k));
            writer.Append(frame);
        }
        writer.Complete();
    }

    private static void Cut(string path, long length)
    {
        using var stream = File.OpenWrite(path);
        stream.SetLength(length);
    }
}
