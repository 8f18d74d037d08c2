namespace Eegavi.Data.Tests.Media;

internal static class Ffmpeg
{
    private static readonly bool Present = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(f => File.Exists(Path.Combine(f, "ffmpeg")) || File.Exists(Path.Combine(f, "ffmpeg.exe")));

    public static void Require() => Skip.IfNot(Present, "ffmpeg is not installed");
}
