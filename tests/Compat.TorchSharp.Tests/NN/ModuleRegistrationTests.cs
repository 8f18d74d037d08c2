using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Parameter = TorchSharp.Modules.Parameter;

namespace Eegavi.Compat.TorchSharp.Tests.NN;

public class ModuleRegistrationTests
{
    private class Parent : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> _private = Linear(2, 3);
        protected readonly Tensor Table = ones(4);

        public Parent() : base("parent")
        {
        }

        public override Tensor forward(Tensor input) => _private.call(input);
    }

    private sealed class Child : Parent
    {
        [ComponentName(Name = "to_q")] private readonly Module<Tensor, Tensor> _toQ = Linear(5, 6, hasBias: false);
        private readonly Parameter _scale = Parameter(ones(7));
        private readonly Module<Tensor, Tensor> _none;
        private readonly Module<Tensor, Tensor>[] _array = [Linear(8, 9)];

        public Child(bool register = true)
        {
            if (register) RegisterComponents();
            Late = Linear(2, 2);
        }

        public Module<Tensor, Tensor> Late { get; }

        public override Tensor forward(Tensor input) => _none is null ? _toQ.call(input * _scale[0]) : _array[0].call(input);
    }

    [Fact]
    public void RegisterComponents_TakesOwnFieldsThenInheritedOnes_ByComponentName()
    {
        var names = new Child().named_parameters().Select(p => p.name);
        names.Should().Equal("_scale", "to_q.weight", "_private.weight", "_private.bias");
    }

    [Fact]
    public void RegisterComponents_TakesTensorsAsBuffers_AndPutsThemLastInTheState() =>
        new Child().state_dict().Keys.Should().Equal("_scale", "to_q.weight", "_private.weight", "_private.bias", "Table");

    [Fact]
    public void Unregistered_HasNothingAlone_AndEverythingInAParent()
    {
        var child = new Child(register: false);
        child.named_parameters().Should().BeEmpty();

        var list = ModuleList<Module<Tensor, Tensor>>(child);
        var outer = ModuleDict(("all", (Module)list));
        _ = ModuleList(outer);
        outer.named_parameters().Should().BeEmpty("only registering a container registers what is in it");
        new Holder(outer).named_parameters().Select(p => p.name).First().Should().Be("Outer.all.0._scale");
    }

    private sealed class Holder : nn.Module
    {
        public readonly Module Outer;

        public Holder(Module outer) : base("holder")
        {
            Outer = outer;
            RegisterComponents();
        }
    }

    [Theory]
    [InlineData("a.b")]
    [InlineData("")]
    public void RegisterModule_BadName_Throws(string name)
    {
        var module = Sequential();
        module.Invoking(m => m.register_module(name, Linear(1, 1))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void RegisterTwice_Throws()
    {
        var module = Sequential();
        module.register_module("a", Linear(1, 1));
        module.register_parameter("p", Parameter(ones(1)));
        module.register_buffer("b", ones(1));
        module.Invoking(m => m.register_module("a", Linear(1, 1))).Should().Throw<InvalidOperationException>();
        module.Invoking(m => m.register_parameter("p", Parameter(ones(1)))).Should().Throw<InvalidOperationException>();
        module.Invoking(m => m.register_buffer("b", ones(1))).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void SharedParameter_IsListedOnce()
    {
        var shared = Linear(2, 3);
        var module = Sequential(("a", shared), ("b", shared));
        module.named_parameters().Select(p => p.name).Should().Equal("a.weight", "a.bias");
    }

    [Fact]
    public void NonPersistentBuffer_IsNowhereInTheState()
    {
        var module = Sequential();
        module.register_buffer("kept", ones(1));
        module.register_buffer("dropped", ones(1), persistent: false);
        module.named_buffers().Select(b => b.name).Should().Equal("kept");
        module.state_dict().Keys.Should().Equal("kept");
        module.get_buffer("dropped").Should().NotBeNull();
    }

    [Fact]
    public void DisposedParameter_IsLeftOut()
    {
        var module = Linear(2, 3);
        module.weight.Dispose();
        module.named_parameters().Select(p => p.name).Should().Equal("bias");
    }

    [Fact]
    public void NamedModules_ListsDirectOnesFirst()
    {
        var module = Sequential(("a", Sequential(("x", Linear(1, 1)))), ("b", ReLU()));
        module.named_modules().Select(m => m.name).Should().Equal("a", "b", "a.x");
        module.named_children().Select(m => m.name).Should().Equal("a", "b");
    }

    [Fact]
    public void Lookup_ByDottedName()
    {
        var module = Sequential(("a", Sequential(("x", BatchNorm1d(3)))));
        module.get_parameter("a.x.weight").Should().NotBeNull();
        module.has_buffer("a.x.running_mean").Should().BeTrue();
        module.has_parameter("a.x.nothing").Should().BeFalse();
        module.get_parameter("b.weight").Should().BeNull();
    }

    [Fact]
    public void Apply_VisitsChildrenBeforeTheModule()
    {
        var seen = new List<string>();
        Sequential(("a", Linear(1, 1)), ("b", ReLU())).apply(m => seen.Add(m.GetName()));
        seen.Should().Equal("Linear", "ReLU", "Sequential");
    }

    [Fact]
    public void TrainAndEval_ReachEveryModule()
    {
        var inner = Dropout(0.5);
        var module = Sequential(("a", Sequential(("x", inner))));
        module.eval();
        inner.training.Should().BeFalse();
        module.train();
        inner.training.Should().BeTrue();
    }

    [Fact]
    public void Hooks_RunInCallOnly_AndCanChangeInputAndResult()
    {
        var order = new List<string>();
        var module = Linear(2, 2);
        module.register_forward_pre_hook(m => order.Add("pre " + m.GetName()));
        module.register_forward_pre_hook((_, x) => x * 0);
        var remover = module.register_forward_hook((_, _, y) => y + 1);
        using var input = ones(1, 2);
        module.call(input).allclose(module.bias.unsqueeze(0) + 1).Should().BeTrue();
        remover.remove();
        module.call(input).allclose(module.bias.unsqueeze(0)).Should().BeTrue();
        module.forward(input).allclose(module.bias.unsqueeze(0)).Should().BeFalse();
        order.Should().Equal("pre Linear", "pre Linear");
    }
}
