using System.Globalization;
using Eegavi.Data.Writers;

namespace Eegavi.Data.Media;

/// <summary>How a video is encoded.</summary>
public sealed record VideoWriterOptions
{
    /// <summary>Pixels across; even, as H.264 wants.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels down; even.</summary>
    public required int Height { get; init; }

    /// <summary>Frames per second.</summary>
    public required double FramesPerSecond { get; init; }

    /// <summary>Quality of H.264: 0 = lossless, 51 = worst. Default 18, hardly to be told from the source.</summary>
    public int Quality { get; init; } = 18;

    /// <summary>Speed of H.264. Default <c>veryfast</c>.</summary>
    public string Preset { get; init; } = "veryfast";
}

/// <summary>Encodes raw frames as MP4 (H.264) through ffmpeg; the file appears under its name on <see cref="Complete"/>.</summary>
public sealed class VideoWriter : IDisposable
{
    private readonly string _path, _temporary;
    private readonly MediaTool _tool;
    private readonly int _frameBytes;

    /// <summary>Starts the encoder.</summary>
    /// <exception cref="ArgumentException">A size is not even and positive, or the rate is not positive.</exception>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="InvalidOperationException">ffmpeg is not installed.</exception>
    public VideoWriter(string path, VideoWriterOptions options, CancellationToken cancel = default)
    {
        if (options.Width <= 0 || options.Height <= 0 || options.Width % 2 != 0 || options.Height % 2 != 0)
            throw new ArgumentException($"Expected an even width and height; got {options.Width}x{options.Height}.", nameof(options));
        if (!(options.FramesPerSecond > 0)) throw new ArgumentException($"Expected a positive frame rate; got {options.FramesPerSecond}.", nameof(options));
        _path = Path.GetFullPath(path);
        _frameBytes = options.Width * options.Height * 3;
        // ffmpeg writes the file itself; opening it once here turns a read-only folder into a clear error.
        using (var probe = new AtomicFile(path)) _temporary = probe.TemporaryPath;
        _tool = MediaTool.Start("ffmpeg", Arguments(options), cancel);
    }

    /// <summary>Adds frames.</summary>
    /// <param name="frames">[F, H, W, 3] bytes, red green blue.</param>
    /// <exception cref="ArgumentException">Not a whole number of frames.</exception>
    /// <exception cref="InvalidDataException">The encoder failed.</exception>
    public void Append(ReadOnlySpan<byte> frames)
    {
        if (frames.Length % _frameBytes != 0)
            throw new ArgumentException($"Expected a whole number of frames of {_frameBytes} bytes; got {frames.Length} bytes.", nameof(frames));
        _tool.Write(frames, _path);
    }

    /// <summary>Waits for the encoder and gives the file its name.</summary>
    /// <exception cref="InvalidDataException">The encoder failed.</exception>
    public void Complete()
    {
        _tool.Finish(_path);
        File.Move(_temporary, _path, overwrite: true);
    }

    /// <summary>Stops the encoder; removes the file when it was not completed.</summary>
    public void Dispose()
    {
        _tool.Dispose();
        File.Delete(_temporary);
    }

    private IEnumerable<string> Arguments(VideoWriterOptions options)
    {
        var rate = options.FramesPerSecond.ToString("0.######", CultureInfo.InvariantCulture);
        return
        [
            "-hide_banner", "-loglevel", "error", "-y",
            "-f", "rawvideo", "-pix_fmt", "rgb24", "-video_size", $"{options.Width}x{options.Height}", "-framerate", rate, "-i", "pipe:0",
            "-an", "-c:v", "libx264", "-preset", options.Preset, "-crf", options.Quality.ToString(CultureInfo.InvariantCulture),
            "-pix_fmt", "yuv420p", "-movflags", "+faststart", "-f", "mp4", MediaTool.Local(_temporary),
        ];
    }
}
