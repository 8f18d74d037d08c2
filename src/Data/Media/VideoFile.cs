using System.Globalization;

namespace Eegavi.Data.Media;

/// <summary>Which frames are wanted of a video.</summary>
public sealed record VideoFileOptions
{
    /// <summary>Pixels across after scaling.</summary>
    public int Width { get; init; } = 32;

    /// <summary>Pixels down after scaling.</summary>
    public int Height { get; init; } = 32;

    /// <summary>Frames per second after sampling; frame k stands for the time from k/rate to (k+1)/rate and shows its middle.</summary>
    public double FramesPerSecond { get; init; } = 1;
}

/// <summary>Reads the frames of any video that ffmpeg knows.</summary>
public static class VideoFile
{
    private const long MaximumBytes = int.MaxValue;

    /// <summary>Decodes a stretch, scaled and sampled to a constant rate.</summary>
    /// <param name="path">MP4, MOV, AVI, ….</param>
    /// <param name="options">Size and rate of the frames.</param>
    /// <param name="fromSeconds">First second in the file.</param>
    /// <param name="toSeconds">Second at which to stop; what lies beyond the end is left out.</param>
    /// <param name="cancel">Stops the decoder.</param>
    /// <returns>[F, H, W, 3] bytes, red green blue.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It has no pictures, cannot be decoded, or ends early.</exception>
    public static byte[] Read(string path, VideoFileOptions options, double fromSeconds = 0, double toSeconds = double.PositiveInfinity, CancellationToken cancel = default)
    {
        var video = MediaInfo.Read(path, cancel).Video
            ?? throw new InvalidDataException($"{path}: expected a file with pictures; it has no video stream.");
        var seconds = Math.Min(toSeconds, video.Seconds) - fromSeconds;
        var frames = (long)Math.Floor(Math.Max(0, seconds) * options.FramesPerSecond + 1e-6);
        var frameBytes = 3L * options.Width * options.Height;
        if (frames * frameBytes > MaximumBytes)
            throw new InvalidDataException($"{path}: expected less than 2 GiB of frames at once; {frames} frames of {options.Width}x{options.Height} need more; ask for a shorter stretch, fewer or smaller frames.");
        return frames == 0 ? [] : Decode(path, options, fromSeconds, new byte[frames * frameBytes], cancel);
    }

    private static byte[] Decode(string path, VideoFileOptions options, double from, byte[] frames, CancellationToken cancel)
    {
        var rate = options.FramesPerSecond.ToString("0.######", CultureInfo.InvariantCulture);
        var frameBytes = 3 * options.Width * options.Height;
        using var tool = MediaTool.Start("ffmpeg",
        [
            "-nostdin", "-hide_banner", "-loglevel", "error", "-ss", AudioFile.Text(from), .. MediaTool.Input(path),
            "-map", "0:v:0", "-vf", $"fps={rate}:start_time=0:round=near,scale={options.Width}:{options.Height}:flags=area",
            "-frames:v", $"{frames.Length / frameBytes}", "-pix_fmt", "rgb24", "-f", "rawvideo", "pipe:1",
        ], cancel);
        var got = tool.Read(frames) / frameBytes;
        tool.Finish(path);
        var wanted = frames.Length / frameBytes;
        if (got < wanted - Math.Max(1, AudioFile.Slack * options.FramesPerSecond))
            throw new InvalidDataException($"{path}: expected {wanted} frames, decoded {got}: the file is cut short or damaged; copy it again.");
        return got == wanted ? frames : frames[..(got * frameBytes)];
    }
}
