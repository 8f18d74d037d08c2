namespace Eegavi.Cli.Tests;

/// <summary>The folder that this project lies in.</summary>
internal static class Repository
{
    public static string Folder { get; } = Above(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Above(DirectoryInfo folder) => File.Exists(Path.Combine(folder.FullName, "EEGAVI.sln")) ? folder.FullName : Above(folder.Parent!);
}
