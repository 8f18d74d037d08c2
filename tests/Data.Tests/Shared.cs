using System.Text.Json;

namespace Eegavi.Data.Tests;

/// <summary>Recordings with ground truth that are not part of the repository.</summary>
internal static class Shared
{
    private static readonly string? Folder = Find();

    /// <summary>Path of a recording; skips the test where the folder is absent.</summary>
    public static string Recording(string name)
    {
        Skip.If(Folder is null, "the shared recordings are absent (set EEGAVI_SHARED)");
        return Path.Combine(Folder!, name);
    }

    /// <summary>The truth file of a recording.</summary>
    public static JsonElement Truth(string name) =>
        JsonDocument.Parse(File.ReadAllText(Recording(Path.Combine("truth", name.Replace("/", "__", StringComparison.Ordinal) + ".json")))).RootElement;

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("EEGAVI_SHARED") is { Length: > 0 } set) return Existing(Path.Combine(set, "recordings"));
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "EEGAVI.sln"))) return Existing(Path.Combine(folder.FullName, "..", "shared", "recordings"));
        return null;
    }

    private static string? Existing(string path) => Directory.Exists(path) ? path : null;
}
