using System.Text;

namespace Eegavi.Tests;

/// <summary>A file that goes away after the test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("eegavi-").FullName;

    public string Path => System.IO.Path.Combine(_folder, "a.safetensors");

    /// <summary>Names of all files in its folder.</summary>
    public IEnumerable<string> Beside => Directory.GetFiles(_folder).Select(file => System.IO.Path.GetFileName(file));

    /// <summary>Writes a header and so many bytes of data, 0, 1, 2…</summary>
    public string Write(string header, int dataLength)
    {
        var json = Encoding.UTF8.GetBytes(header);
        byte[] data = [.. Enumerable.Range(0, dataLength).Select(i => (byte)i)];
        File.WriteAllBytes(Path, [.. BitConverter.GetBytes((ulong)json.Length), .. json, .. data]);
        return Path;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
