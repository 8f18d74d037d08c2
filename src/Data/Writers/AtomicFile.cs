namespace Eegavi.Data.Writers;

/// <summary>A file that appears under its name only when it is complete: written beside it, then renamed.</summary>
/// <remarks>Disposing without <see cref="Commit"/> removes what was written, so that an error or an interrupt leaves nothing half-done.</remarks>
public sealed class AtomicFile : IDisposable
{
    private readonly string _path;
    private bool _done;

    /// <summary>Opens a new file beside <paramref name="path"/>, making its folder.</summary>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public AtomicFile(string path)
    {
        _path = Path.GetFullPath(path);
        TemporaryPath = TemporaryBeside(_path);
        Stream = Opened(TemporaryPath, _path);
    }

    /// <summary>Where the bytes go until <see cref="Commit"/>.</summary>
    public string TemporaryPath { get; }

    /// <summary>The open file.</summary>
    public FileStream Stream { get; }

    /// <summary>Writes a whole file.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        using var file = new AtomicFile(path);
        write(file.Stream);
        file.Commit();
    }

    /// <summary>Writes a whole text file: UTF-8, no byte order mark.</summary>
    public static void WriteText(string path, string text) => Write(path, s => s.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    /// <summary>Flushes to disk and takes the final name, replacing what was there.</summary>
    /// <exception cref="IOException">The name cannot be taken, for example by a folder that has it.</exception>
    public void Commit()
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        try
        {
            File.Move(TemporaryPath, _path, overwrite: true);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw CannotWrite(_path, e);
        }
        _done = true;
    }

    /// <summary>Closes the file; removes it when it was not committed.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        if (!_done) File.Delete(TemporaryPath);
        _done = true;
    }

    /// <summary>A free name beside <paramref name="path"/>, with its extension; its folder is made.</summary>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    internal static string TemporaryBeside(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw CannotWrite(path, e);
        }
        return Path.Combine(folder, $".{Path.GetFileNameWithoutExtension(path)}-{Guid.NewGuid():N}.part{Path.GetExtension(path)}");
    }

    internal static IOException CannotWrite(string path, Exception e) =>
        new($"Cannot write '{path}' ({e.Message.TrimEnd('.')}); choose a folder that you may write to.", e);

    private static FileStream Opened(string temporary, string path)
    {
        try
        {
            return new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, 1 << 16);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw CannotWrite(path, e);
        }
    }
}
