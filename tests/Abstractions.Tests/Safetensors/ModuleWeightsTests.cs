using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Eegavi.Tests;

public sealed class ModuleWeightsTests : IDisposable
{
    private readonly TemporaryFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public void Save_ThenLoad_GivesTheSameParametersAndBuffers()
    {
        using var saved = new Net(inputs: 3);
        using var loaded = new Net(inputs: 3);
        ModuleWeights.Save(saved, _file.Path);
        using var file = SafetensorsFile.Open(_file.Path);
        var report = ModuleWeights.Load(loaded, file);
        report.Loaded.Should().BeEquivalentTo(saved.state_dict().Keys);
        report.Missing.Should().BeEmpty();
        foreach (var (name, value) in loaded.state_dict()) value.Equals(saved.state_dict()[name]).Should().BeTrue(name);
        loaded.parameters().Should().OnlyContain(parameter => parameter.requires_grad);
    }

    [Fact]
    public void Load_ShapeOrTypeDiffers_LoadsNothing()
    {
        using var saved = new Net(inputs: 4);
        using var loaded = new Net(inputs: 3);
        using var before = loaded.state_dict()["linear.bias"].clone();
        ModuleWeights.Save(saved, _file.Path);
        using var file = SafetensorsFile.Open(_file.Path);
        loaded.Invoking(m => ModuleWeights.Load(m, file, strict: false)).Should().Throw<InvalidDataException>()
            .WithMessage("* does not fit the module: 'linear.weight': expected F32 of [5, 3], got F32 of [5, 4].");
        loaded.state_dict()["linear.bias"].Equals(before).Should().BeTrue();
    }

    [Fact]
    public void Load_NamesOnOneSideOnly_AreAnErrorOrAReport()
    {
        using var loaded = new Net(inputs: 3);
        using var bias = torch.ones([5]);
        SafetensorsWriter.Write(_file.Path, [("linear.bias", bias), ("other", bias)]);
        using var file = SafetensorsFile.Open(_file.Path);
        loaded.Invoking(m => ModuleWeights.Load(m, file)).Should().Throw<InvalidDataException>()
            .WithMessage("*'linear.weight' is missing in the file*'other' is unknown to the module.");
        loaded.state_dict()["linear.bias"].Equals(bias).Should().BeFalse();
        var report = ModuleWeights.Load(loaded, file, strict: false);
        report.Loaded.Should().Equal("linear.bias");
        report.Missing.Should().Contain("linear.weight");
        report.Unexpected.Should().Equal("other");
        loaded.state_dict()["linear.bias"].Equals(bias).Should().BeTrue();
    }

    [Fact]
    public void Load_LeavesNoTensorBehind()
    {
        using var net = new Net(inputs: 3);
        ModuleWeights.Save(net, _file.Path);
        using var file = SafetensorsFile.Open(_file.Path);
        var before = Tensor.TotalCount;
        ModuleWeights.Load(net, file);
        ModuleWeights.Save(net, _file.Path);
        Tensor.TotalCount.Should().BeLessThanOrEqualTo(before);
    }

    private sealed class Net : nn.Module<Tensor, Tensor>
    {
        [ComponentName(Name = "linear")] private readonly Linear _linear;
        [ComponentName(Name = "norm")] private readonly BatchNorm1d _norm;

        public Net(int inputs) : base("net")
        {
            _linear = nn.Linear(inputs, 5);
            _norm = nn.BatchNorm1d(5);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => _norm.call(_linear.call(x));
    }
}
