using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Eegavi.MachineLearning.Bundles;
using Eegavi.Plugins;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Eegavi.MachineLearning.Tests;

public sealed class BundleTests : IDisposable
{
    private readonly MLContext _ml = new(1);
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly IDataView _table;

    public BundleTests() => _table = Recordings.View(_ml, Recordings.Make(16));

    private string Bundle => Path.Combine(_folder, "model.eegavi");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void AChain_SavedAndLoaded_GivesTheSame()
    {
        using var fitted = Saved();
        using var loaded = new MLContext().Model.LoadEegavi(Bundle, out var schema);
        schema.Select(column => (column.Name, column.Type)).Should().Equal(_table.Schema.Select(column => (column.Name, column.Type)));
        loaded.Should().HaveCount(3).And.ContainItemsAssignableTo<ITransformer>();
        var (before, after) = (fitted.Transform(_table), loaded.Transform(_table));
        after.Schema.Select(column => column.ToString()).Should().Equal(before.Schema.Select(column => column.ToString()));
        foreach (var column in new[] { "Copy", "Score.Mood" })
            after.GetColumn<float[]>(column).SelectMany(row => row).Should().Equal(before.GetColumn<float[]>(column).SelectMany(row => row));
        VBuffer<ReadOnlyMemory<char>> names = default;
        after.Schema["Score.Mood"].GetSlotNames(ref names);
        names.DenseValues().Select(name => name.ToString()).Should().Equal("glad", "sad");
    }

    [Fact]
    public void ModelSave_OfAChain_SaysWhatToCall()
    {
        using var fitted = Fitted();
        _ml.Invoking(ml => ml.Model.Save(fitted, _table.Schema, new MemoryStream())).Should().Throw<NotSupportedException>().WithMessage("*mlContext.Model.SaveEegavi*");
    }

    [Fact]
    public void Saving_ReplacesWhole_AndLeavesNothingBeside()
    {
        File.WriteAllText(Bundle, "older");
        using var fitted = Saved();
        Directory.GetFiles(_folder).Should().Equal(Bundle);
    }

    [Theory]
    [InlineData("not a zip")]
    [InlineData("")]
    public void NoZip_IsAnError(string text)
    {
        File.WriteAllText(Bundle, text);
        LoadThrows("*is no bundle that can be read*");
    }

    [Fact]
    public void AModelOfMLNet_SaysHowToReadIt()
    {
        var copy = _ml.Transforms.CopyColumns("Other", "Eeg").Fit(_table);
        _ml.Model.Save(copy, _table.Schema, Bundle);
        LoadThrows("*no bundle*");
    }

    [Fact]
    public void Damage_IsFound()
    {
        Saved().Dispose();
        Rewrite(archive => Replace(archive, "segment-1.safetensors", Content(archive, "segment-1.safetensors")[..^1].Append((byte)77).ToArray()));
        LoadThrows("*segment-1.safetensors is damaged*SHA-256*");
    }

    [Fact]
    public void ANewerFormat_IsSaid()
    {
        Saved().Dispose();
        Rewrite(archive => Replace(archive, "bundle.json", Encoding.UTF8.GetBytes("""{ "format": 2, "shape": "new" }""")));
        LoadThrows("*format is 2*newer EEGAVI*");
    }

    [Theory]
    [InlineData("../outside.txt")]
    [InlineData("/etc/outside")]
    [InlineData("segment-9.zip")]
    public void AFileThatDoesNotBelong_IsRefused(string name)
    {
        Saved().Dispose();
        Rewrite(archive => Replace(archive, name, [1, 2, 3]));
        LoadThrows("*expected exactly the files schema.zip, segment-0.zip, segment-1.json*");
        File.Exists(Path.Combine(_folder, "..", "outside.txt")).Should().BeFalse();
    }

    [Fact]
    public void SomethingCompressed_IsRefusedBeforeItIsUnpacked()
    {
        Saved().Dispose();
        Rewrite(archive =>
        {
            archive.GetEntry("segment-1.json")!.Delete();
            using var bomb = archive.CreateEntry("segment-1.json", CompressionLevel.SmallestSize).Open();
            bomb.Write(new byte[1 << 20]);
        });
        LoadThrows("*'segment-1.json' is compressed*");
    }

    [Fact]
    public void AManifestWithOtherKeys_IsRefused()
    {
        Saved().Dispose();
        Rewrite(archive => Replace(archive, "bundle.json", Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Content(archive, "bundle.json")).Replace("\"versions\"", "\"vresions\""))));
        LoadThrows("*vresions*");
    }

    // Most of these would take gigabytes; the weights are those of a model of a few thousand numbers.
    [Theory]
    [InlineData("a map between widths", """{ "width": 60000, "fusion": [], "heads": { "Mood": null }, "query": { "encoder": { "width": 65536 } } }""")]
    [InlineData("a part", """{ "query": { "encoder": { "width": 65536, "outputWidth": 60000 } } }""")]
    [InlineData("a part in a part", """{ "fusion": [{ "type": "gated-xattn", "depth": 1, "heads": 2, "position": { "type": "learned", "places": 65536 } }] }""")]
    [InlineData("many layers", """{ "fusion": [{ "type": "gated-xattn", "depth": 64, "heads": 128, "headWidth": 1024, "feedForwardMultiplier": 16 }] }""")]
    [InlineData("a head", """{ "heads": { "Mood": { "type": "mlp", "hidden": 65536, "outputs": 60000 } } }""")]
    public void AModelMuchLargerThanItsWeights_IsRefusedBeforeItIsMade(string what, string change)
    {
        Saved().Dispose();
        Rewrite(archive =>
        {
            var segment = (JsonObject)JsonNode.Parse(Content(archive, "segment-1.json"))!;
            segment["model"] = JsonMergePatch.Apply(segment["model"], JsonNode.Parse(change));
            Reseal(archive, "segment-1.json", Encoding.UTF8.GetBytes(segment.ToJsonString()));
        });
        var before = PeakBytes();
        LoadThrows("*expected a model of at most * numbers; *");
        (PeakBytes() - before).Should().BeLessThan(1L << 29, what);
    }

    // Gates are tried on a row as long as the encoder says.
    [Fact]
    public void GatesThatAskForAHugeExample_AreRefused()
    {
        Saved().Dispose();
        Rewrite(archive =>
        {
            var segment = JsonNode.Parse(Content(archive, "segment-1.json"))!;
            segment["output"] = new JsonObject { ["gates"] = true };
            segment["model"]!["query"]!["encoder"]!["tokenSeconds"] = 1e-9;
            Reseal(archive, "segment-1.json", Encoding.UTF8.GetBytes(segment.ToJsonString()));
        });
        LoadThrows("*output.gates: expected encoders whose example row has at most *");
    }

    [Fact]
    public void AFileWithoutSizeAndHash_IsRefused()
    {
        Saved().Dispose();
        Rewrite(archive =>
        {
            var manifest = JsonNode.Parse(Content(archive, "bundle.json"))!;
            manifest["files"]!["schema.zip"] = null;
            Replace(archive, "bundle.json", Encoding.UTF8.GetBytes(manifest.ToJsonString()));
        });
        LoadThrows("*'schema.zip' has no size and hash.");
    }

    // 4096 bytes of dimensions that are not there: ML.NET would look for them forever.
    [Fact]
    public void AnArrayThatEndsTooEarly_IsRefusedInTime()
    {
        Saved().Dispose();
        Rewrite(archive =>
        {
            using var inner = new MemoryStream();
            inner.Write(Content(archive, "schema.zip"));
            using (var schema = new ZipArchive(inner, ZipArchiveMode.Update, leaveOpen: true))
            {
                var table = Content(schema, "Schema");
                var item = table.AsSpan().IndexOf("\u0006Single"u8);
                BitConverter.TryWriteBytes(table.AsSpan(item + 8), 1 << 20);
                Replace(schema, "Schema", table);
            }
            Reseal(archive, "schema.zip", inner.ToArray());
        });
        new BundleReader(_ml.Model, PipelineParts.Catalog) { Patience = TimeSpan.FromSeconds(1) }.Invoking(reader => reader.Read(Bundle, out _))
            .Should().Throw<InvalidDataException>().WithMessage("*schema.zip is damaged: ML.NET did not come to its end.");
    }

    [Fact]
    public void AMillionClasses_AreRefusedAtOnce()
    {
        Saved().Dispose();
        Rewrite(archive =>
        {
            var segment = JsonNode.Parse(Content(archive, "segment-1.json"))!;
            segment["classes"] = new JsonObject { ["Mood"] = new JsonArray([.. Enumerable.Range(0, 1_000_000).Select(i => JsonValue.Create($"{i}"))]) };
            Reseal(archive, "segment-1.json", Encoding.UTF8.GetBytes(segment.ToJsonString()));
        });
        var clock = Stopwatch.StartNew();
        LoadThrows("*the model's description has 1000* values; expected at most 50000.");
        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void CustomMappings_AreKept_BeforeTheModelAndBehindIt()
    {
        var chain = _ml.Transforms.CustomMapping<Recording, Louder>(new LouderFactory().GetMapping(), "louder")
            .Append(_ml.Transforms.Conversion.MapValueToKey("Mood"))
            .Append(_ml.Transforms.Eegavi(Recordings.Training with
            {
                Inputs = new Dictionary<string, InputSpec> { ["Eeg"] = new() { Column = "Loud" } },
                Training = Recordings.Training.Training with { Epochs = 1 },
            }))
            .Append(_ml.Transforms.CustomMapping<Embedded, Norm>(new NormFactory().GetMapping(), "norm"));
        using var fitted = chain.Fit(_table);
        _ml.Model.SaveEegavi(fitted, _table.Schema, Bundle);
        var fresh = new MLContext();
        fresh.ComponentCatalog.RegisterAssembly(typeof(LouderFactory).Assembly);
        using var loaded = fresh.Model.LoadEegavi(Bundle, out _);
        loaded.Transform(_table).GetColumn<float>("Length").Should().Equal(fitted.Transform(_table).GetColumn<float>("Length")).And.OnlyContain(length => length > 0);
    }

    private TransformerChain<ITransformer> Fitted()
    {
        var chain = _ml.Transforms.Conversion.MapValueToKey("Mood")
            .Append(_ml.Transforms.Eegavi(Recordings.Training with { Output = new() { Scores = true }, Training = Recordings.Training.Training with { Epochs = 1 } }))
            .Append(_ml.Transforms.CopyColumns("Copy", "Embedding"))
            .Fit(_table);
        return new([.. chain]);
    }

    private TransformerChain<ITransformer> Saved()
    {
        var fitted = Fitted();
        _ml.Model.SaveEegavi(fitted, _table.Schema, Bundle);
        return fitted;
    }

    private void LoadThrows(string message) => _ml.Invoking(ml => ml.Model.LoadEegavi(Bundle, out _)).Should().Throw<InvalidDataException>().WithMessage(message);

    private void Rewrite(Action<ZipArchive> change)
    {
        using var archive = ZipFile.Open(Bundle, ZipArchiveMode.Update);
        change(archive);
    }

    private static long PeakBytes()
    {
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64;
    }

    // Another content, with a manifest that says so: damage is not what is tested.
    private static void Reseal(ZipArchive archive, string name, byte[] content)
    {
        Replace(archive, name, content);
        var manifest = JsonNode.Parse(Content(archive, "bundle.json"))!;
        manifest["files"]![name] = new JsonObject { ["bytes"] = content.Length, ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(content)) };
        Replace(archive, "bundle.json", Encoding.UTF8.GetBytes(manifest.ToJsonString()));
    }

    private static byte[] Content(ZipArchive archive, string name)
    {
        using var memory = new MemoryStream();
        using var stream = archive.GetEntry(name)!.Open();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    private static void Replace(ZipArchive archive, string name, byte[] content)
    {
        archive.GetEntry(name)?.Delete();
        using var stream = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
        stream.Write(content);
    }

    public sealed class Louder
    {
        public float[] Loud { get; set; } = [];
    }

    public sealed class Norm
    {
        public float Length { get; set; }
    }

    [CustomMappingFactoryAttribute("louder")]
    public sealed class LouderFactory : CustomMappingFactory<Recording, Louder>
    {
        public override Action<Recording, Louder> GetMapping() => (row, made) => made.Loud = [.. row.Eeg.Select(value => 2 * value)];
    }

    [CustomMappingFactoryAttribute("norm")]
    public sealed class NormFactory : CustomMappingFactory<Embedded, Norm>
    {
        public override Action<Embedded, Norm> GetMapping() => (row, made) => made.Length = (float)Math.Sqrt(row.Embedding.Sum(value => value * value));
    }
}
