using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Eegavi.Data.Writers;
using Eegavi.Plugins;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Eegavi.MachineLearning.Bundles;

/// <summary>Writes a fitted chain as one file: split at each fusion model, ML.NET's segments as ML.NET saves them.</summary>
/// <param name="catalog">Saves ML.NET's segments.</param>
internal sealed class BundleWriter(ModelOperationsCatalog catalog)
{
    /// <summary>Writes a bundle; the file appears whole or not at all.</summary>
    public void Write(ITransformer model, DataViewSchema schema, string path)
    {
        using var folder = new TemporaryFolder();
        // Save takes null for an empty chain too, but Load (5.0.1) calls that file corrupt.
        catalog.Save(new TransformerChain<ITransformer>(), schema, folder[BundleFiles.Schema]);
        var columns = schema.Where(column => !column.IsHidden).Select(column => new BundledColumn(column.Name, column.Type.ToString()!)).ToArray();
        var kinds = Segments(Flat(model), schema, folder);
        var manifest = new BundleManifest
        {
            Format = BundleManifest.CurrentFormat,
            Versions = Versions(),
            Columns = columns,
            Segments = kinds,
            Files = BundleFiles.Of(kinds).ToDictionary(name => name, name => Described(folder[name]), StringComparer.Ordinal),
        };
        File.WriteAllText(folder[BundleFiles.Manifest], JsonSerializer.Serialize(manifest, BundleFiles.Format));
        AtomicFile.Write(path, stream => Zip(manifest.Files.Keys.Prepend(BundleFiles.Manifest), folder, stream));
    }

    private static IEnumerable<ITransformer> Flat(ITransformer model) => model is IEnumerable<ITransformer> chain ? chain.SelectMany(Flat) : [model];

    private List<SegmentKind> Segments(IEnumerable<ITransformer> chain, DataViewSchema schema, TemporaryFolder folder)
    {
        var (kinds, run) = (new List<SegmentKind>(), new List<ITransformer>());
        void EndRun()
        {
            if (run.Count == 0) return;
            var pipeline = new TransformerChain<ITransformer>([.. run]);
            catalog.Save(pipeline, schema, folder[BundleFiles.Pipeline(kinds.Count)]);
            schema = pipeline.GetOutputSchema(schema);
            kinds.Add(SegmentKind.MachineLearning);
            run.Clear();
        }
        foreach (var transformer in chain)
        {
            if (transformer is not FusionTransformer fusion)
            {
                run.Add(transformer);
                continue;
            }
            EndRun();
            Save(fusion, kinds.Count, folder);
            schema = fusion.GetOutputSchema(schema);
            kinds.Add(SegmentKind.Fusion);
        }
        EndRun();
        return kinds;
    }

    private static void Save(FusionTransformer fusion, int segment, TemporaryFolder folder)
    {
        var json = SpecWriter.Write(FusionSegment.Of(fusion));
        RefuseFiles(json, fusion);
        File.WriteAllText(folder[BundleFiles.Spec(segment)], json.ToJsonString(BundleFiles.Format));
        ModuleWeights.Save(fusion.Model, folder[BundleFiles.Weights(segment)]);
    }

    // A part of a plugin may read a file that no weights replace.
    private static void RefuseFiles(JsonObject json, FusionTransformer fusion)
    {
        try
        {
            FusionSegment.Read(json, fusion.Parts);
        }
        catch (InvalidDataException e)
        {
            throw new NotSupportedException($"The model cannot be kept in one file: {e.Message}", e);
        }
    }

    private static BundledFile Described(string path)
    {
        using var file = File.OpenRead(path);
        return new(file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
    }

    private static void Zip(IEnumerable<string> names, TemporaryFolder folder, Stream into)
    {
        using var archive = new ZipArchive(into, ZipArchiveMode.Create, leaveOpen: true);
        // Not compressed: weights hardly shrink, and a reader can tell the size of everything by the size of the file.
        foreach (var name in names) archive.CreateEntryFromFile(folder[name], name, CompressionLevel.NoCompression);
    }

    private static SortedDictionary<string, string> Versions() => new(StringComparer.Ordinal)
    {
        ["eegavi"] = Training.Versions.Own,
        ["microsoft.ml"] = Of(typeof(MLContext).Assembly),
        ["torchsharp"] = Of(typeof(TorchSharp.torch).Assembly),
        ["dotnet"] = Environment.Version.ToString(),
    };

    private static string Of(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? assembly.GetName().Version!.ToString();
}
