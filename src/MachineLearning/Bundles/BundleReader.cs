using System.IO.Compression;
using System.Runtime;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Eegavi.Plugins;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Eegavi.MachineLearning.Bundles;

/// <summary>Reads a bundle, trusting nothing in it: every size is bounded, every hash checked, no name of a file is taken from it.</summary>
/// <param name="catalog">Loads ML.NET's segments.</param>
/// <param name="parts">The parts that there are.</param>
internal sealed class BundleReader(ModelOperationsCatalog catalog, PartCatalog parts)
{
    /// <summary>How long ML.NET may read a file, and a second more for each megabyte.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Reads a chain.</summary>
    /// <exception cref="InvalidDataException">The file is no bundle, damaged, or made by a newer version; says which.</exception>
    public TransformerChain<ITransformer> Read(string path, out DataViewSchema schema)
    {
        try
        {
            using var folder = new TemporaryFolder();
            var manifest = Extract(path, folder);
            (_, schema) = Load(BundleFiles.Schema, folder);
            return new([.. Segments(manifest, folder)]);
        }
        // What a bundle holds that cannot be read, whoever notices, and however: ours, ML.NET or the archive. The file itself is the caller's.
        catch (Exception e) when (e is EndOfStreamException or not (IOException or UnauthorizedAccessException or OutOfMemoryException))
        {
            throw new InvalidDataException($"{path} is no bundle that can be read: {e.Message}", e);
        }
    }

    private List<ITransformer> Segments(BundleManifest manifest, TemporaryFolder folder)
    {
        var chain = new List<ITransformer>();
        try
        {
            for (var i = 0; i < manifest.Segments.Count; i++)
                chain.AddRange(manifest.Segments[i] == SegmentKind.Fusion ? [Fusion(i, folder)] : Pipeline(i, folder));
            return chain;
        }
        catch
        {
            foreach (var made in chain.OfType<IDisposable>()) made.Dispose();
            throw;
        }
    }

    private FusionTransformer Fusion(int segment, TemporaryFolder folder)
    {
        var json = JsonNode.Parse(File.ReadAllText(folder[BundleFiles.Spec(segment)]), documentOptions: new() { MaxDepth = 64 }) as JsonObject;
        if (json is null) throw new InvalidDataException($"{BundleFiles.Spec(segment)}: expected an object.");
        return FusionSegment.Read(json, parts).Build(parts, folder[BundleFiles.Weights(segment)]);
    }

    private IEnumerable<ITransformer> Pipeline(int segment, TemporaryFolder folder)
    {
        var (model, _) = Load(BundleFiles.Pipeline(segment), folder);
        return model is IEnumerable<ITransformer> chain ? chain : [model];
    }

    // ML.NET reads an array that ends too early in an endless loop (ReadBinaryDataIntoSpan of 5.0.1). Nothing else can end the loops of others in one's own process.
    private (ITransformer Model, DataViewSchema Schema) Load(string name, TemporaryFolder folder)
    {
        var (model, schema) = ((ITransformer?)null, (DataViewSchema?)null);
        using var limit = new CancellationTokenSource(Patience + TimeSpan.FromMicroseconds(new FileInfo(folder[name]).Length));
        try
        {
#pragma warning disable SYSLIB0046
            ControlledExecution.Run(() => model = catalog.Load(folder[name], out schema), limit.Token);
#pragma warning restore SYSLIB0046
        }
        catch (OperationCanceledException)
        {
            throw new InvalidDataException($"{name} is damaged: ML.NET did not come to its end.");
        }
        return (model!, schema!);
    }

    private static BundleManifest Extract(string path, TemporaryFolder folder)
    {
        using var archive = new ZipArchive(File.OpenRead(path), ZipArchiveMode.Read);
        var entries = Entries(archive);
        var manifest = Manifest(entries);
        string[] expected = [.. BundleFiles.Of(manifest.Segments)];
        foreach (var (name, file) in manifest.Files) Expect(file is not null, $"{BundleFiles.Manifest}: '{Shown(name)}' has no size and hash.");
        Expect(expected.Order(StringComparer.Ordinal).SequenceEqual(manifest.Files.Keys.Order(StringComparer.Ordinal))
            && entries.Count == expected.Length + 1 && expected.All(entries.ContainsKey), $"expected exactly the files {string.Join(", ", expected)}; got {string.Join(", ", entries.Keys.Take(20).Select(Shown))}.");
        foreach (var name in expected) Extract(entries[name], name, manifest.Files[name], folder[name]);
        foreach (var name in expected.Where(name => name.EndsWith(".zip", StringComparison.Ordinal))) CheckInner(folder[name], name);
        return manifest;
    }

    private static Dictionary<string, ZipArchiveEntry> Entries(ZipArchive archive)
    {
        Expect(archive.Entries.Count <= (2 * BundleFiles.MostSegments) + 2, $"it holds {archive.Entries.Count} files.");
        var entries = new Dictionary<string, ZipArchiveEntry>(StringComparer.Ordinal);
        foreach (var entry in archive.Entries)
        {
            Expect(entries.TryAdd(entry.FullName, entry), $"it holds '{Shown(entry.FullName)}' twice.");
            Expect(entry.CompressedLength == entry.Length, $"'{Shown(entry.FullName)}' is compressed, which nothing in a bundle is.");
            Expect(entry.Length <= BundleFiles.Most(entry.FullName), $"'{Shown(entry.FullName)}' has {entry.Length} bytes; expected at most {BundleFiles.Most(entry.FullName)}.");
        }
        return entries;
    }

    private static BundleManifest Manifest(Dictionary<string, ZipArchiveEntry> entries)
    {
        Expect(entries.ContainsKey(BundleFiles.Manifest), $"it has no {BundleFiles.Manifest}. A model that ML.NET saved is read by mlContext.Model.Load.");
        using var stream = entries[BundleFiles.Manifest].Open();
        var json = JsonNode.Parse(stream, documentOptions: new() { MaxDepth = 16 }) as JsonObject;
        var format = json?["format"] is JsonValue value && value.TryGetValue<int>(out var number) ? number : 0;
        Expect(format <= BundleManifest.CurrentFormat, $"its format is {format}, this version reads up to {BundleManifest.CurrentFormat}: it was made by a newer EEGAVI.");
        Expect(format == BundleManifest.CurrentFormat, $"{BundleFiles.Manifest}: expected a format of {BundleManifest.CurrentFormat}.");
        var manifest = json.Deserialize<BundleManifest>(BundleFiles.Format)!;
        Expect(manifest.Segments.Count <= BundleFiles.MostSegments, $"it has {manifest.Segments.Count} segments; expected at most {BundleFiles.MostSegments}.");
        return manifest;
    }

    private static void Extract(ZipArchiveEntry entry, string name, BundledFile described, string path)
    {
        Expect(entry.Length == described.Bytes, $"{name}: expected {described.Bytes} bytes; got {entry.Length}.");
        using (var from = entry.Open())
        using (var to = File.Create(path)) from.CopyTo(to);
        using var written = File.OpenRead(path);
        Expect(Convert.ToHexStringLower(SHA256.HashData(written)) == described.Sha256, $"{name} is damaged: its SHA-256 is another than {BundleFiles.Manifest} says.");
    }

    // ML.NET unpacks what these hold.
    private static void CheckInner(string path, string name)
    {
        using var archive = ZipFile.OpenRead(path);
        long bytes = 0;
        foreach (var entry in archive.Entries)
        {
            Expect(!entry.FullName.Split('/', '\\').Contains("..") && !Path.IsPathRooted(entry.FullName), $"{name} holds '{Shown(entry.FullName)}', which points outside.");
            bytes += entry.Length;
        }
        Expect(bytes <= BundleFiles.Most(name), $"{name} unpacks to {bytes} bytes; expected at most {BundleFiles.Most(name)}.");
    }

    private static string Shown(string name) => new([.. name.Take(100).Select(c => char.IsControl(c) ? '?' : c)]);

    private static void Expect(bool holds, string otherwise)
    {
        if (!holds) throw new InvalidDataException(otherwise);
    }
}
