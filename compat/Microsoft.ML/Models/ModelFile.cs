using System.IO.Compression;

namespace Microsoft.ML;

/// <summary>What lies where in a model file, a zip archive. Nothing of it is ever written to disk.</summary>
internal static class ModelFile
{
    internal const string Key = "Model.key";
    internal const string Version = "TrainingInfo/Version.txt";
    internal const string Model = "TransformerChain";
    internal const string Schema = "Schema";

    // Real models unpack to a few times their size; zeros alone to a thousand times.
    private const long SmallUnpacked = 64 << 20, LargestRatio = 100;

    /// <summary>Opens a model file for reading.</summary>
    /// <exception cref="InvalidDataException">It is no zip archive.</exception>
    /// <exception cref="FormatException">It would unpack to far more than its size.</exception>
    internal static ZipArchive Open(Stream stream)
    {
        var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        var (packed, unpacked) = (stream.CanSeek ? stream.Length : archive.Entries.Sum(entry => entry.CompressedLength), archive.Entries.Sum(entry => entry.Length));
        if (unpacked <= Math.Max(SmallUnpacked, LargestRatio * packed))
            return archive;
        archive.Dispose();
        throw new FormatException($"The model file has {packed} bytes and would unpack to {unpacked}, more than {LargestRatio} times as many: it is damaged or no model");
    }

    /// <summary>Reads an entry.</summary>
    /// <exception cref="FormatException">It is missing, or it is damaged.</exception>
    internal static T Read<T>(ZipArchive archive, string name, Func<BinaryReader, T> read)
    {
        var entry = archive.GetEntry(name) ?? throw new FormatException($"The model file has no entry '{name}'");
        using var reader = new BinaryReader(entry.Open());
        try
        {
            return read(reader);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or ArgumentException or OverflowException)
        {
            throw new FormatException($"The entry '{name}' of the model file is damaged: {error.Message}", error);
        }
    }
}
