using System.Runtime.InteropServices;

namespace Eegavi.Training.Tests.Runs;

/// <summary>A disk of its own that is soon full.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const int DetachNow = 2;

    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    private string Filler => System.IO.Path.Combine(Path, "filler");

    /// <summary>Mounts it; skips the test where that is not allowed.</summary>
    public static SmallDisk Mount(int kilobytes)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "a small disk is mounted on Linux only");
        var path = Directory.CreateTempSubdirectory("eegavi-disk").FullName;
        if (mount("tmpfs", path, "tmpfs", 0, $"size={kilobytes}k") == 0) return new(path);
        Directory.Delete(path);
        Skip.If(true, $"a small disk needs the right to mount (error {Marshal.GetLastPInvokeError()}): run as root");
        throw new InvalidOperationException();
    }

    /// <summary>Takes all room that is left.</summary>
    public void Fill()
    {
        using var file = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true) file.Write(new byte[4096]);
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Empty() => File.Delete(Filler);

    public void Dispose()
    {
        _ = umount2(Path, DetachNow);
        Directory.Delete(Path);
    }

    [DllImport("libc", SetLastError = true, CharSet = CharSet.Ansi)]
    private static extern int mount(string source, string target, string type, ulong flags, string data);

    [DllImport("libc", SetLastError = true, CharSet = CharSet.Ansi)]
    private static extern int umount2(string target, int flags);
}
