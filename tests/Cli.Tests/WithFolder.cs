namespace Eegavi.Cli.Tests;

/// <summary>A folder of one test's own.</summary>
public abstract class WithFolder : IDisposable
{
    protected string Folder { get; } = Directory.CreateTempSubdirectory("eegavi-cli-").FullName;

    protected string Place(string name) => Path.Combine(Folder, name);

    protected string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Place(name))!);
        File.WriteAllText(Place(name), text);
        return Place(name);
    }

    /// <summary>What lies in the folder now, hidden files too.</summary>
    protected string[] Left() => [.. Directory.EnumerateFileSystemEntries(Folder, "*", SearchOption.AllDirectories).Select(p => Path.GetRelativePath(Folder, p)).Order(StringComparer.Ordinal)];

    public virtual void Dispose()
    {
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (UnauthorizedAccessException) when (OperatingSystem.IsWindows())
        {
            // A plugin that was loaded from it stays open until the process ends.
        }
        GC.SuppressFinalize(this);
    }
}
