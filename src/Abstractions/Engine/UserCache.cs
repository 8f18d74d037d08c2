namespace Eegavi;

/// <summary>The user's folder for what can be made again.</summary>
public static class UserCache
{
    /// <summary><c>EEGAVI_CACHE</c>, else the operating system's folder for caches. It may not be there yet.</summary>
    public static string Folder =>
        Environment.GetEnvironmentVariable("EEGAVI_CACHE") is { Length: > 0 } set ? set
        : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } home ? Path.Combine(home, "eegavi")
        : OperatingSystem.IsWindows() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "eegavi", "cache")
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "eegavi");
}
