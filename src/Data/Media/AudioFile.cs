using System.Globalization;
using System.Runtime.InteropServices;

namespace Eegavi.Data.Media;

/// <summary>Reads the sound of any file that ffmpeg knows as one channel of floats.</summary>
public static class AudioFile
{
    /// <summary>Seconds by which a decoder may come short of the announced length before the file counts as cut short.</summary>
    internal const double Slack = 0.5;

    private const int MaximumSamples = 1 << 30, MaximumChannels = 64;

    /// <summary>Decodes a stretch.</summary>
    /// <param name="path">WAV, MP3, FLAC, MP4, ….</param>
    /// <param name="rateHz">Samples per second to resample to.</param>
    /// <param name="fromSeconds">First second in the file.</param>
    /// <param name="toSeconds">Second at which to stop; what lies beyond the end is left out.</param>
    /// <param name="cancel">Stops the decoder.</param>
    /// <returns>[S] samples, 1.0 = full scale; channels are averaged.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It has no sound, cannot be decoded, or ends early.</exception>
    public static float[] Read(string path, int rateHz = 16000, double fromSeconds = 0, double toSeconds = double.PositiveInfinity, CancellationToken cancel = default)
    {
        var audio = MediaInfo.Read(path, cancel).Audio
            ?? throw new InvalidDataException($"{path}: expected a file with sound; it has no audio stream.");
        if (audio.Channels is < 1 or > MaximumChannels)
            throw new InvalidDataException($"{path}: expected 1 to {MaximumChannels} channels of sound; got {audio.Channels}.");
        var seconds = Math.Min(toSeconds, audio.Seconds) - fromSeconds;
        if (seconds <= 0) return [];
        if (seconds * rateHz > MaximumSamples)
            throw new InvalidDataException($"{path}: expected at most {MaximumSamples / rateHz} s of sound at once; got {seconds:0} s; ask for a shorter stretch.");
        var samples = Decode(path, audio.Channels, rateHz, fromSeconds, seconds, cancel);
        if (samples.Length < (seconds - Slack) * rateHz)
            throw new InvalidDataException($"{path}: expected {seconds:0.00} s of sound, decoded {(double)samples.Length / rateHz:0.00} s: the file is cut short or damaged; copy it again.");
        return samples;
    }

    private static float[] Decode(string path, int channels, int rateHz, double from, double seconds, CancellationToken cancel)
    {
        var samples = new float[(int)Math.Round(seconds * rateHz)];
        // first_pts keeps the file's clock: a stream that starts late is led by silence.
        using var tool = MediaTool.Start("ffmpeg",
        [
            "-nostdin", "-hide_banner", "-loglevel", "error",
            "-ss", Text(from), "-t", Text(seconds), .. MediaTool.Input(path),
            "-map", "0:a:0", "-af", $"{Average(channels)}aresample={rateHz}:async=1:first_pts=0", "-f", "f32le", "pipe:1",
        ], cancel);
        var bytes = tool.Read(MemoryMarshal.AsBytes(samples.AsSpan()));
        Drain(tool);
        tool.Finish(path);
        return bytes == samples.Length * sizeof(float) ? samples : samples[..(bytes / sizeof(float))];
    }

    // "<" makes the weights sum to 1. ffmpeg's own mixing of floats does not: two equal channels would come out 3 dB louder.
    private static string Average(int channels) => channels == 1 ? ""
        : $"aformat=sample_fmts=flt,pan=mono|c0<{string.Join('+', Enumerable.Range(0, channels).Select(c => $"c{c}"))},";

    internal static string Text(double seconds) => seconds.ToString("0.######", CultureInfo.InvariantCulture);

    private static void Drain(MediaTool tool)
    {
        Span<byte> rest = stackalloc byte[4096];
        while (tool.Read(rest) > 0) continue;
    }
}
