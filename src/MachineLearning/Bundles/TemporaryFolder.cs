namespace Eegavi.MachineLearning.Bundles;

/// <summary>A folder of our own that goes when it is disposed.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string FullPath { get; } = Directory.CreateTempSubdirectory("eegavi-bundle-").FullName;

    public string this[string file] => Path.Combine(FullPath, file);

    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
