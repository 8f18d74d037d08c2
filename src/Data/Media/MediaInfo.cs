using System.Globalization;
using System.Text.Json;

namespace Eegavi.Data.Media;

/// <summary>What ffprobe says of a media file.</summary>
/// <param name="Seconds">Length of the longest stream.</param>
/// <param name="Audio">The first audio stream; null = none.</param>
/// <param name="Video">The first video stream; null = none.</param>
public sealed record MediaInfo(double Seconds, AudioInfo? Audio, VideoInfo? Video)
{
    /// <summary>Asks ffprobe.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is not a media file, or it is cut short.</exception>
    /// <exception cref="InvalidOperationException">ffprobe is not installed.</exception>
    public static MediaInfo Read(string path, CancellationToken cancel = default)
    {
        Containers.Check(path);
        using var tool = MediaTool.Start("ffprobe", ["-v", "error", "-show_format", "-show_streams", "-of", "json", .. MediaTool.Input(path)], cancel);
        var text = tool.Text(path);
        tool.Finish(path);
        using var json = JsonDocument.Parse(text);
        return Of(json.RootElement);
    }

    private static MediaInfo Of(JsonElement root)
    {
        var streams = root.GetProperty("streams").EnumerateArray().ToList();
        var audio = streams.Find(s => Text(s, "codec_type") == "audio");
        var video = streams.Find(s => Text(s, "codec_type") == "video");
        var whole = root.TryGetProperty("format", out var format) ? Number(format, "duration") : 0;
        return new MediaInfo(
            whole,
            audio.ValueKind == JsonValueKind.Undefined ? null : new AudioInfo((int)Number(audio, "sample_rate"), (int)Number(audio, "channels"), Or(Number(audio, "duration"), whole)),
            video.ValueKind == JsonValueKind.Undefined ? null : new VideoInfo((int)Number(video, "width"), (int)Number(video, "height"), Ratio(Text(video, "avg_frame_rate")), Or(Number(video, "duration"), whole)));
    }

    private static double Or(double value, double otherwise) => value > 0 ? value : otherwise;

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.ToString() : "";

    private static double Number(JsonElement element, string name) =>
        double.TryParse(Text(element, name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? Math.Clamp(value, 0, int.MaxValue) : 0;

    private static double Ratio(string text)
    {
        var parts = text.Split('/');
        if (parts.Length != 2 || !double.TryParse(parts[0], CultureInfo.InvariantCulture, out var up) || !double.TryParse(parts[1], CultureInfo.InvariantCulture, out var down)) return 0;
        return down > 0 ? up / down : 0;
    }
}

/// <summary>An audio stream.</summary>
/// <param name="RateHz">Samples per second.</param>
/// <param name="Channels">Channels.</param>
/// <param name="Seconds">Length.</param>
public sealed record AudioInfo(int RateHz, int Channels, double Seconds);

/// <summary>A video stream.</summary>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
/// <param name="FramesPerSecond">Mean frame rate.</param>
/// <param name="Seconds">Length.</param>
public sealed record VideoInfo(int Width, int Height, double FramesPerSecond, double Seconds);
