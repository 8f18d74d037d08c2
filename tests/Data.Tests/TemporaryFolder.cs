namespace Eegavi.Data.Tests;

/// <summary>A folder that goes away with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("eegavi-test-").FullName;

    public string this[string name] => Path.Combine(_path, name);

    public string[] Files => Directory.GetFiles(_path, "*", SearchOption.AllDirectories);

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
