namespace Eegavi.Tests;

/// <summary>Finds the reference files that stand beside the repository.</summary>
internal static class Shared
{
    /// <summary>Skips the test where the folder is not there.</summary>
    public static string Folder(string name)
    {
        var root = Environment.GetEnvironmentVariable("EEGAVI_SHARED") ?? Beside();
        var folder = root is null ? null : Path.Combine(root, name);
        Skip.If(folder is null || !Directory.Exists(folder), $"The folder shared/{name} is not beside the repository (EEGAVI_SHARED names another place).");
        return folder!;
    }

    private static string? Beside()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "EEGAVI.sln"))) return Path.GetFullPath("../shared", at.FullName);
        return null;
    }
}
