using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Compat.TorchSharp.Tests.NN;

public class ContainerTests
{
    private sealed class Holder : Module
    {
        public readonly Module Held;

        public Holder(Module held) : base("holder")
        {
            Held = held;
            RegisterComponents();
        }
    }

    private static string[] Names(Module module) => [.. new Holder(module).named_children().Single().module.named_children().Select(c => c.name)];

    [Fact]
    public void ModuleList_NumbersItsModules_AlsoAfterInsertAndRemove()
    {
        var list = ModuleList<Module<Tensor, Tensor>>(ReLU(), Tanh());
        Names(list).Should().Equal("0", "1");
        list.Insert(0, Sigmoid());
        list.append(GELU());
        list.named_children().Select(c => c.module.GetName()).Should().Equal("Sigmoid", "ReLU", "Tanh", "GELU");
        list.RemoveAt(1);
        list.named_children().Select(c => (c.name, c.module.GetName())).Should().Equal(("0", "Sigmoid"), ("1", "Tanh"), ("2", "GELU"));
    }

    [Fact]
    public void ModuleDict_KeepsOrderAndNames()
    {
        var dict = ModuleDict<Module<Tensor, Tensor>>(("z", ReLU()), ("a", Tanh()));
        Names(dict).Should().Equal("z", "a");
        dict.Keys.Should().Equal("z", "a");
        dict["a"].GetName().Should().Be("Tanh");
        dict.Remove("z").Should().BeTrue();
        dict.Add("q", GELU());
        dict.named_children().Select(c => c.name).Should().Equal("a", "q");
    }

    [Fact]
    public void Sequential_RunsInOrder_AndLeaksNothing()
    {
        var module = Sequential(Linear(3, 4), ReLU(), Linear(4, 2));
        using var input = randn(5, 3);
        using var expected = module[2].call(module[1].call(module[0].call(input)));
        using (NewDisposeScope())
        {
            module.call(input).Equals(expected).Should().BeTrue();
        }

        var before = Tensor.TotalCount;
        module.call(input).Dispose();
        Tensor.TotalCount.Should().BeLessThanOrEqualTo(before);
        input.IsInvalid.Should().BeFalse();
    }

    [Fact]
    public void Sequential_Slice_SharesModules()
    {
        var module = Sequential(("a", Linear(3, 4)), ("b", ReLU()), ("c", Linear(4, 2)));
        module[1..].named_children().Select(c => c.name).Should().Equal("b", "c");
        module[(null, 2)].Count.Should().Be(2);
        module[1..].get_parameter("c.weight").Should().BeSameAs(module.get_parameter("c.weight"));
    }

    [Fact]
    public void Sequential_WithoutModules_GivesAnotherViewOfItsInput()
    {
        using var input = ones(2);
        var result = Sequential().call(input);
        result.Should().NotBeSameAs(input);
        result.Dispose();
        input.sum().item<float>().Should().Be(2);
    }
}
