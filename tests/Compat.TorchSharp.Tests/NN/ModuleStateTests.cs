using System.Text;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Compat.TorchSharp.Tests.NN;

public class ModuleStateTests
{
    private static byte[] Saved(Module module)
    {
        var stream = new MemoryStream();
        module.save(stream);
        stream.CanRead.Should().BeFalse("save(Stream) closes the stream");
        return stream.ToArray();
    }

    [Fact]
    public void Save_WritesCountThenNameTypeShapeAndBytes()
    {
        var module = Linear(2, 3, hasBias: false);
        using (no_grad()) module.weight.copy_(arange(6, dtype: float32).view(3, 2));

        using var expected = new MemoryStream();
        using (var writer = new BinaryWriter(expected, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write((byte)1);              // entries
            writer.Write("weight");
            writer.Write((byte)6);              // Float32
            writer.Write([(byte)2, (byte)3, (byte)2]);
            for (var i = 0; i < 6; i++) writer.Write((float)i);
        }

        Saved(module).Should().Equal(expected.ToArray());
    }

    [Fact]
    public void Load_RestoresWhatWasSaved()
    {
        var (one, other) = (BatchNorm1d(3), BatchNorm1d(3));
        one.call(randn(5, 3));
        other.load(new MemoryStream(Saved(one)));
        other.state_dict().Should().AllSatisfy(entry => entry.Value.Equals(one.state_dict()[entry.Key]).Should().BeTrue());
    }

    [Fact]
    public void SaveAndLoad_ByFile()
    {
        var file = Path.GetTempFileName();
        try
        {
            var (one, other) = (Linear(3, 2), Linear(3, 2));
            one.save(file).Should().BeSameAs(one);
            other.load(file);
            other.weight.Equals(one.weight).Should().BeTrue();
        }
        finally
        {
            File.Delete(file);
        }

        Linear(1, 1).Invoking(m => m.load(file)).Should().Throw<FileNotFoundException>();
    }

    [Fact]
    public void Load_OtherCountNameShapeOrType_Throws()
    {
        var bytes = Saved(Sequential(("a", Linear(2, 3))));
        Linear(2, 3, hasBias: false).Invoking(m => m.load(new MemoryStream(bytes))).Should().Throw<ArgumentException>()
            .WithMessage("Mismatched state_dict sizes: expected 1, but found 2 entries.");
        Sequential(("b", Linear(2, 3))).Invoking(m => m.load(new MemoryStream(bytes))).Should().Throw<ArgumentException>().WithMessage("*'a.weight'*");
        Sequential(("a", Linear(3, 3))).Invoking(m => m.load(new MemoryStream(bytes))).Should().Throw<ArgumentException>();
        Sequential(("a", Linear(2, 3, dtype: float64))).Invoking(m => m.load(new MemoryStream(bytes))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Load_NotStrict_TakesWhatItKnowsAndReports()
    {
        var source = Sequential(("a", Linear(2, 3)), ("b", Linear(3, 4)));
        var target = Sequential(("b", Linear(3, 4)), ("c", Linear(1, 1)));
        var loaded = new Dictionary<string, bool>();
        target.load(new MemoryStream(Saved(source)), strict: false, loadedParameters: loaded);
        target.state_dict()["b.weight"].Equals(source.state_dict()["b.weight"]).Should().BeTrue();
        loaded.Should().Equal(new Dictionary<string, bool> { ["a.weight"] = false, ["a.bias"] = false, ["b.weight"] = true, ["b.bias"] = true });
    }

    [Fact]
    public void Load_Skip_LeavesThatEntryAlone()
    {
        var (source, target) = (Linear(2, 3), Linear(2, 3));
        var before = target.weight.clone();
        target.load(new MemoryStream(Saved(source)), skip: ["weight"]);
        target.weight.Equals(before).Should().BeTrue();
        target.bias.Equals(source.bias).Should().BeTrue();
    }

    [Fact]
    public void LoadStateDict_CopiesIntoTheSameTensors()
    {
        var module = Linear(2, 3);
        var weight = module.weight;
        var (missing, unexpected) = module.load_state_dict(new() { ["weight"] = full(3, 2, 7), ["other"] = ones(1) }, strict: false);
        module.weight.Should().BeSameAs(weight);
        weight.sum().item<float>().Should().Be(42);
        missing.Should().Equal("bias");
        unexpected.Should().Equal("other");
        module.Invoking(m => m.load_state_dict(new() { ["weight"] = ones(3, 2) })).Should().Throw<InvalidOperationException>();
        module.load_state_dict(new() { ["weight"] = ones(3, 2) }, skip: ["bias"]);
        weight.sum().item<float>().Should().Be(6);
    }

    [Fact]
    public void StateDict_WithPrefix_AddsToADictionary()
    {
        var all = new Dictionary<string, Tensor>();
        Linear(1, 1).state_dict(all, "head").Should().BeSameAs(all);
        all.Keys.Should().Equal("head.weight", "head.bias");
    }
}
