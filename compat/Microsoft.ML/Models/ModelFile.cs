using System.IO.Compression;

namespace Microsoft.ML;

/// <summary>What lies where in a model file, a zip archive.</summary>
internal static class ModelFile
{
    internal const string Key = "Model.key";
    internal const string Version = "TrainingInfo/Version.txt";
    internal const string Model = "TransformerChain";
    internal const string Schema = "Schema";

    internal static Stream Open(ZipArchive archive, string name) =>
        (archive.GetEntry(name) ?? throw new FormatException($"The model file has no entry '{name}'")).Open();
}
