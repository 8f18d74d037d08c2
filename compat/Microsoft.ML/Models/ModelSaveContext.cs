using System.IO.Compression;

namespace Microsoft.ML;

/// <summary>A folder of a model file that is being written.</summary>
public sealed class ModelSaveContext : IDisposable
{
    private readonly ZipArchive _archive;
    private readonly string _folder;
    private readonly MemoryStream _key = new();
    private string _signature;

    internal ModelSaveContext(ZipArchive archive, string folder)
    {
        (_archive, _folder) = (archive, folder);
        Writer = new BinaryWriter(_key);
    }

    /// <summary>What the loader reads first.</summary>
    internal BinaryWriter Writer { get; }

    /// <summary>Says what reads this folder again.</summary>
    internal void Sign<TLoader>() where TLoader : IModelLoader, new() => _signature = typeof(TLoader).FullName;

    internal void SaveModel(string name, ICanSaveModel model) => SaveModel(name, model.Save);

    /// <summary>Writes a folder in this one.</summary>
    internal void SaveModel(string name, Action<ModelSaveContext> save)
    {
        using var inner = new ModelSaveContext(_archive, $"{_folder}/{name}");
        save(inner);
        inner.Finish();
    }

    /// <summary>Writes a file in this folder.</summary>
    internal void SaveFile(string name, Action<BinaryWriter> write)
    {
        using var writer = new BinaryWriter(_archive.CreateEntry($"{_folder}/{name}").Open());
        write(writer);
    }

    /// <summary>Writes the folder's key.</summary>
    /// <exception cref="InvalidOperationException">The model wrote nothing.</exception>
    internal void Finish()
    {
        if (_signature is null)
            throw new InvalidOperationException("ModelSignature not specified!");
        Writer.Flush();
        SaveFile(ModelFile.Key, writer =>
        {
            writer.Write(_signature);
            writer.Write(_key.GetBuffer(), 0, (int)_key.Length);
        });
    }

    public void Dispose() => Writer.Dispose();
}
