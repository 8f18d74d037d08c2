using System.IO.Compression;
using Eegavi.Compat.MachineLearning.Tests.Trainers;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Transforms;

namespace Eegavi.Compat.MachineLearning.Tests.Engine;

/// <summary>Whatever stands in a model file, loading it ends with a model or a clear error, and takes little memory.</summary>
public class DamagedFileTests
{
    private const string Key = "TransformerChain/Model.key";
    private const long Allowed = 4 << 20;

    private readonly MLContext _ml = new(1);
    private readonly IDataView _rows;

    public DamagedFileTests() => _rows = LinearModels.Table(_ml);

    public static TheoryData<string> Models => [.. Estimators(new MLContext()).Keys];

    [Theory]
    [MemberData(nameof(Models))]
    public void Load_WithAnyNumberChanged_TakesLittleMemory(string name)
    {
        var entries = Entries(Saved(Estimators(_ml)[name].Fit(_rows)));
        foreach (var (entry, bytes) in entries.Where(entry => !entry.Key.EndsWith(".txt", StringComparison.Ordinal)))
        {
            for (var at = 0; at + sizeof(int) <= bytes.Length; at++)
            {
                LoadOrFail(entries, entry, [.. bytes[..at], .. BitConverter.GetBytes(int.MaxValue), .. bytes[(at + sizeof(int))..]]);
                LoadOrFail(entries, entry, [.. bytes[..at], 255, 255, 255, 255, .. bytes[(at + sizeof(int))..]]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Load_CutShortAnywhere_SaysSo(string name)
    {
        var entries = Entries(Saved(Estimators(_ml)[name].Fit(_rows)));
        var bytes = entries[Key];
        for (var length = 0; length < bytes.Length; length++)
        {
            var error = LoadOrFail(entries, Key, bytes[..length]);
            error.Should().NotBeNull($"{length} of {bytes.Length} bytes are no model");
        }
    }

    [Fact]
    public void Load_VectorsOfVectors_DoesNotNest() =>
        Load(new() { ["Schema"] = [1, 0, 0, 0, 1, (byte)'x', .. Enumerable.Repeat((byte)102, 500_000)] })
            .Should().Throw<FormatException>().WithMessage("The entry 'Schema' of the model file is damaged: *");

    [Fact]
    public void Load_ChainsInChains_StopsAtADepth()
    {
        byte[] chain = [.. Text("Microsoft.ML.Data.TransformerChains+Loader"), 1, 0, 0, 0, 7, 0, 0, 0];
        var entries = Enumerable.Range(0, 60).ToDictionary(depth => $"TransformerChain/{string.Concat(Enumerable.Repeat("Transform_000/", depth))}Model.key", _ => chain);
        Load(entries).Should().Throw<InvalidOperationException>().Which.GetBaseException().Message.Should().Be("The model file nests models more than 32 deep");
    }

    [Fact]
    public void Load_FarMoreThanItsSize_IsRefusedUnread() =>
        Load(new() { [Key] = new byte[80 << 20] }, CompressionLevel.Fastest).Should().Throw<FormatException>().WithMessage("*would unpack to 83886080, more than 100 times as many*");

    [Theory]
    [InlineData("Microsoft.ML.Data.TransformerChains+Loader, SomeAssembly")]
    [InlineData("System.Collections.Generic.List`1[[System.Int32, SomeAssembly]]")]
    [InlineData("")]
    public void Load_AnotherSignature_LooksForNoAssembly(string signature) =>
        Load(new() { [Key] = Text(signature) }).Should().Throw<FormatException>().WithMessage($"The model file has the unknown signature '{signature}'");

    [Fact]
    public void Score_OfVeryManyClasses_NeedsNoStack()
    {
        const int Classes = 1_500_000;   // 12 MB of scores: more than a thread's stack has
        float[] weight = [1];
        IScorer model = new MaximumEntropyModelParameters([.. Enumerable.Repeat(weight, Classes)], new float[Classes], null);
        var scores = new float[Classes];
        model.Score(new VBuffer<float>(1, [2f]), scores);
        scores.Distinct().Should().Equal((float)(1.0 / Classes));
    }

    private static Dictionary<string, IEstimator<ITransformer>> Estimators(MLContext ml) => new()
    {
        ["concatenate"] = ml.Transforms.Concatenate("All", "Features", "Value"),
        ["copy"] = ml.Transforms.CopyColumns("Copy", "Value"),
        ["select"] = ml.Transforms.SelectColumns("Class", "Value"),
        ["min-max"] = ml.Transforms.NormalizeMinMax([new("Features"), new("Value")]),
        ["missing"] = ml.Transforms.ReplaceMissingValues("Features"),
        ["to key"] = ml.Transforms.Conversion.MapValueToKey("Key", "Answer"),
        ["to value"] = ml.Transforms.Conversion.MapValueToKey("Key", "Answer").Append(ml.Transforms.Conversion.MapKeyToValue("Key")),
        ["convert"] = ml.Transforms.Conversion.ConvertType("Value", outputKind: DataKind.Double),
        ["mapping"] = ml.Transforms.CustomMapping(new Half().GetMapping(), "half", outputSchemaDefinition: SchemaDefinition.Create(typeof(Half.To))),
        ["classes"] = ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Class"),
        ["binary"] = ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Answer"),
        ["value"] = ml.Regression.Trainers.Sdca("Value", maximumNumberOfIterations: 1),
    };

    private byte[] Saved(ITransformer model)
    {
        using var file = new MemoryStream();
        _ml.Model.Save(model, _rows.Schema, file);
        return file.ToArray();
    }

    private static Dictionary<string, byte[]> Entries(byte[] file)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        return archive.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var content = entry.Open();
            using var bytes = new MemoryStream();
            content.CopyTo(bytes);
            return bytes.ToArray();
        });
    }

    /// <summary>The error of loading these entries, one of them changed; null where it gave a model.</summary>
    private Exception LoadOrFail(Dictionary<string, byte[]> entries, string changed, byte[] bytes)
    {
        using var file = Zip(new(entries) { [changed] = bytes }, CompressionLevel.NoCompression);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Exception error = null;
        try { _ml.Model.Load(file, out _); }
        catch (Exception known) when (known is FormatException or InvalidOperationException { Message: "Error during class instantiation" }) { error = known; }
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(Allowed);
        return error;
    }

    private Action Load(Dictionary<string, byte[]> entries, CompressionLevel level = CompressionLevel.NoCompression) => () =>
    {
        using var file = Zip(entries, level);
        _ml.Model.Load(file, out _);
    };

    private static MemoryStream Zip(Dictionary<string, byte[]> entries, CompressionLevel level)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                using var content = zip.CreateEntry(name, level).Open();
                content.Write(bytes);
            }
        }
        file.Position = 0;
        return file;
    }

    private static byte[] Text(string text)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(text);
        return bytes.ToArray();
    }

    [CustomMappingFactoryAttribute("half")]
    private sealed class Half : CustomMappingFactory<Half.From, Half.To>
    {
        public override Action<From, To> GetMapping() => (from, to) => to.Halved = from.Value / 2;

        public sealed class From
        {
            public float Value { get; set; }
        }

        public sealed class To
        {
            public float Halved { get; set; }
        }
    }
}
