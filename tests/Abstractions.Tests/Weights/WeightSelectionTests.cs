using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Eegavi.Tests;

public sealed class WeightSelectionTests : IDisposable
{
    private static readonly WeightLayout Published = new("published",
        new WeightRule("layers.{layer}.to_kv.weight", "{layer}.key.weight", "{layer}.value.weight"),
        new WeightRule("layers.0.to_kv.weight", "key.weight", "value.weight"),
        new WeightRule("latents", "query_tokens"))
    { Prefixes = ["module.", "model."], Ignored = ["*position_ids"] };

    private readonly TemporaryFile _path = new();
    private readonly Net _net = new();

    public void Dispose()
    {
        _net.Dispose();
        _path.Dispose();
    }

    [Fact]
    public void Load_PublishedNames_JoinsKeysAndValuesAndDropsSizesOfOne()
    {
        using var file = Write(("query_tokens", ones(1, 4, 6)), ("0.key.weight", full([2, 6], 2, ScalarType.Float32)), ("0.value.weight", full([3, 6], 3, ScalarType.Float32)),
            ("1.key.weight", full([2, 6], 4, ScalarType.Float32)), ("1.value.weight", full([3, 6], 5, ScalarType.Float32)), ("position_ids", ones(7)));
        var report = ModuleWeights.LoadSelected(_net, file, new() { Layout = Published });
        report.Loaded.Should().BeEquivalentTo("latents", "layers.0.to_kv.weight", "layers.1.to_kv.weight");
        report.Unexpected.Should().BeEmpty();
        Column("latents").Should().Equal(1, 1, 1, 1);
        Column("layers.0.to_kv.weight").Should().Equal(2, 2, 3, 3, 3);
        Column("layers.1.to_kv.weight").Should().Equal(4, 4, 5, 5, 5);
    }

    [Fact]
    public void Load_LayersWithGapsUnderAPrefix_AreCountedAnew()
    {
        using var file = Write(("x.layers.11.block.key.weight", full([2, 6], 11, ScalarType.Float32)), ("x.layers.11.block.value.weight", full([3, 6], 11, ScalarType.Float32)),
            ("x.layers.3.block.key.weight", full([2, 6], 3, ScalarType.Float32)), ("x.layers.3.block.value.weight", full([3, 6], 3, ScalarType.Float32)), ("vision.weight", ones(1)));
        var report = ModuleWeights.LoadSelected(_net, file, new() { Layout = Published, Keys = "*layers.#.block.*", Into = ["layers.*"] });
        report.Unexpected.Should().BeEmpty();
        Column("layers.0.to_kv.weight").Should().AllBeEquivalentTo(3f);
        Column("layers.1.to_kv.weight").Should().AllBeEquivalentTo(11f);
    }

    [Fact]
    public void Load_PrefixesOfALayout_AreCutOff()
    {
        using var file = Write(("module.model.query_tokens", ones(4, 6)));
        ModuleWeights.LoadSelected(_net, file, new() { Layout = Published, Into = ["latents"] }).Loaded.Should().Equal("latents");
    }

    [Fact]
    public void Load_OneBlockWithoutNumbers_IsTheFirstLayer()
    {
        using var file = Write(("key.weight", full([2, 6], 2, ScalarType.Float32)), ("value.weight", full([3, 6], 3, ScalarType.Float32)));
        ModuleWeights.LoadSelected(_net, file, new() { Layout = Published, Into = ["layers.0.*"] });
        Column("layers.0.to_kv.weight").Should().Equal(2, 2, 3, 3, 3);
    }

    [Fact]
    public void Load_HalfPrecision_IsConverted()
    {
        using var file = Write(("query_tokens", full([4, 6], 0.5, ScalarType.Float32).to_type(ScalarType.BFloat16)));
        ModuleWeights.LoadSelected(_net, file, new() { Layout = Published, Into = ["latents"] });
        Column("latents").Should().AllBeEquivalentTo(0.5f);
    }

    [Fact]
    public void Compare_SaysWhatIsMissingUnexpectedAndMismatched_AndLoadsNothing()
    {
        using var before = _net.state_dict()["latents"].clone();
        using var file = Write(("query_tokens", ones(5, 6)), ("0.key.weight", ones(2, 6)), ("other", ones(1)));
        var report = ModuleWeights.Compare(_net, file, new() { Layout = Published });
        report.Missing.Should().BeEquivalentTo("layers.0.to_kv.weight", "layers.1.to_kv.weight");
        report.Unexpected.Should().BeEquivalentTo("0.key.weight", "other");
        report.Mismatched.Should().Equal("'latents': expected F32 of [4, 6], got F32 of [5, 6] ('query_tokens')");
        _net.Invoking(net => ModuleWeights.LoadSelected(net, file, new() { Layout = Published, Into = ["latents"] })).Should().Throw<InvalidDataException>();
        _net.state_dict()["latents"].Equals(before).Should().BeTrue();
    }

    [Fact]
    public void Load_SomethingLeftOver_IsAnErrorUnlessOnlyAPartIsWanted()
    {
        using var file = Write(("query_tokens", ones(4, 6)), ("other", ones(1)));
        _net.Invoking(net => ModuleWeights.LoadSelected(net, file, new() { Layout = Published })).Should().Throw<InvalidDataException>()
            .WithMessage("*'layers.0.to_kv.weight' is missing in the file*'other' is unknown to the module*");
        ModuleWeights.LoadSelected(_net, file, new() { Layout = Published, Into = ["latents"] }).Unexpected.Should().Equal("other");
    }

    [Fact]
    public void Load_ShapesThatCannotBeJoined_AreAMismatch()
    {
        using var file = Write(("key.weight", ones(2, 6)), ("value.weight", ones(3, 5)));
        _net.Invoking(net => ModuleWeights.LoadSelected(net, file, new() { Layout = Published, Into = ["layers.0.*"] })).Should().Throw<InvalidDataException>()
            .WithMessage("*'layers.0.to_kv.weight': expected F32 of [5, 6], got F32 of [2, 6] + F32 of [3, 5] ('key.weight', 'value.weight').");
    }

    private SafetensorsFile Write(params (string, Tensor)[] tensors)
    {
        SafetensorsWriter.Write(_path.Path, tensors);
        return SafetensorsFile.Open(_path.Path);
    }

    private float[] Column(string name) => _net.state_dict()[name].detach().narrow(1, 0, 1).flatten().data<float>().ToArray();

    // Two layers, whose keys (2 rows) and values (3 rows) are one projection, and 4 latents.
    private sealed class Net : nn.Module
    {
        [ComponentName(Name = "latents")] private readonly Parameter _latents = new(zeros(4, 6));
        [ComponentName(Name = "layers")] private readonly ModuleList<Layer> _layers = new(new Layer(), new Layer());

        public Net() : base("net") => RegisterComponents();
    }

    private sealed class Layer : nn.Module
    {
        [ComponentName(Name = "to_kv")] private readonly Linear _toKv = nn.Linear(6, 5, hasBias: false);

        public Layer() : base("layer") => RegisterComponents();
    }
}
