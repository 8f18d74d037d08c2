using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Parameter = TorchSharp.Modules.Parameter;

namespace Eegavi.Compat.TorchSharp.Tests.NN;

public class ModuleMovementTests
{
    private sealed class Own : Module<Tensor, Tensor>
    {
        public readonly Parameter Scale = Parameter(ones(3), requires_grad: false);
        public readonly Tensor Table = arange(3, dtype: float32);
        public readonly Tensor Index = arange(3);
        public readonly Module<Tensor, Tensor> Inner = Linear(3, 2);

        public Own() : base("own") => RegisterComponents();

        public override Tensor forward(Tensor input) => Inner.call((input * Scale) + Table[Index]);
    }

    [Fact]
    public void To_ReplacesParametersAndBuffers_InTheFieldsToo()
    {
        var module = new Own();
        var old = module.Scale;
        module.to(float64).Should().BeSameAs(module);
        old.IsInvalid.Should().BeTrue();
        module.Scale.dtype.Should().Be(float64);
        module.Scale.requires_grad.Should().BeFalse();
        module.Table.dtype.Should().Be(float64);
        module.Index.dtype.Should().Be(int64, "integers keep their type");
        module.state_dict()["Scale"].Should().BeSameAs(module.Scale);
        module.call(ones(4, 3, dtype: float64)).dtype.Should().Be(float64);
    }

    [Fact]
    public void To_SameType_KeepsTheParameters()
    {
        var module = Linear(2, 3);
        var weight = module.weight;
        module.to(float32).weight.Should().BeSameAs(weight);
    }

    [Fact]
    public void To_TakesTheGradientAlong()
    {
        var module = Linear(2, 3);
        module.call(ones(1, 2)).sum().backward();
        module.@double().weight.grad.Equals(ones(3, 2, dtype: float64)).Should().BeTrue();
        module.weight.is_leaf.Should().BeTrue();
    }

    [Fact]
    public void To_Integer_Throws() =>
        Linear(1, 1).Invoking(m => m.to(int64)).Should().Throw<ArgumentException>().WithMessage("*floating point or complex*Int64*");

    [Fact]
    public void To_InsideAScope_Survives()
    {
        var module = Sequential(("a", Linear(2, 3)), ("b", BatchNorm1d(3)));
        using (NewDisposeScope()) module.to(float64);
        module.state_dict().Values.Should().AllSatisfy(tensor => tensor.IsInvalid.Should().BeFalse());
        module.state_dict().Should().HaveCount(7);
    }

    [Fact]
    public void To_ReachesContainers()
    {
        var list = ParameterList(Parameter(ones(2)), Parameter(ones(3)));
        var dict = ParameterDict(("a", Parameter(ones(2))));
        list.to(float64);
        dict.to(float64);
        list[1].dtype.Should().Be(float64);
        list[1].Should().BeSameAs(list.get_parameter("1"));
        dict["a"].dtype.Should().Be(float64);
    }

    [Fact]
    public void BuiltInLayers_MadeInsideAScope_Survive()
    {
        Module[] modules;
        using (NewDisposeScope())
        {
            modules =
            [
                Linear(2, 2), Conv1d(2, 2, 3), ConvTranspose2d(2, 2, 3), BatchNorm2d(2), LayerNorm(2), GroupNorm(1, 2), Embedding(3, 2),
                GRU(2, 2), LSTM(2, 2), MultiheadAttention(4, 2), TransformerEncoderLayer(4, 2, 8), PReLU(1), Bilinear(2, 2, 2),
            ];
        }

        modules.Should().AllSatisfy(module => module.state_dict().Should().NotBeEmpty());
        modules.SelectMany(module => module.state_dict().Values).Should().AllSatisfy(tensor => tensor.IsInvalid.Should().BeFalse());
    }

    [Fact]
    public void Dispose_ReleasesEverything()
    {
        var before = Tensor.TotalCount;
        Sequential(("a", Linear(2, 3)), ("b", Sequential(("c", BatchNorm1d(3))))).Dispose();
        Tensor.TotalCount.Should().BeLessThanOrEqualTo(before);
    }

    [Fact]
    public void ZeroGrad_DropsGradients_OrZeroesThem()
    {
        var module = Linear(2, 3);
        module.call(ones(1, 2)).sum().backward();
        module.zero_grad(set_to_none: false);
        module.weight.grad.abs().sum().item<float>().Should().Be(0);
        module.zero_grad();
        module.weight.grad.Should().BeNull();
    }
}
