namespace Eegavi.Cli.Tests;

/// <summary>The folder that this project lies in.</summary>
internal static class Repository
{
    public static string Folder { get; } = Above(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>How it was built: Release or Debug, of …/bin/Release/net10.0.</summary>
    public static string Configuration { get; } = Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!;

    private static string Above(DirectoryInfo folder) => File.Exists(Path.Combine(folder.FullName, "EEGAVI.sln")) ? folder.FullName : Above(folder.Parent!);
}
