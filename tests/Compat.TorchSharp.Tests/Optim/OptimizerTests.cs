using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.optim;
using Modules = TorchSharp.Modules;

namespace Eegavi.Compat.TorchSharp.Tests.Optim;

public class OptimizerTests
{
    public OptimizerTests() => manual_seed(5);

    private static void Train(Module<Tensor, Tensor> model, Optimizer optimizer, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            model.call(ones(2, 3) * (i + 1)).square().sum().backward();
            optimizer.step();
        }
    }

    public static TheoryData<Func<IEnumerable<Modules.Parameter>, Modules.OptimizerHelper>> All =>
    [
        p => SGD(p, 0.01, momentum: 0.9), p => Adam(p, amsgrad: true), p => AdamW(p), p => RMSProp(p, momentum: 0.5, centered: true),
        p => Adagrad(p), p => NAdam(p), p => RAdam(p),
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void SavedState_GoesOnAsIfNeverInterrupted(Func<IEnumerable<Modules.Parameter>, Modules.OptimizerHelper> make)
    {
        var (one, two) = (Linear(3, 4), Linear(3, 4));
        var (first, second) = (make(one.parameters()), make(two.parameters()));
        Train(one, first, 3);
        two.load_state_dict(one.state_dict());
        var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true)) first.save_state_dict(writer);
        stream.Position = 0;
        using (var reader = new BinaryReader(stream)) second.load_state_dict(reader);
        Train(one, first, 3);
        Train(two, second, 3);
        two.weight.Equals(one.weight).Should().BeTrue();
        second.state_dict().State.Zip(first.state_dict().State, (a, b) => a.ApproximatelyEquals(b)).Should().AllBeEquivalentTo(true);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void StateDictionary_OfAnother_IsCopied(Func<IEnumerable<Modules.Parameter>, Modules.OptimizerHelper> make)
    {
        var (one, two) = (Linear(3, 4), Linear(3, 4));
        var (first, second) = (make(one.parameters()), make(two.parameters()));
        Train(one, first, 3);
        second.load_state_dict(first.state_dict());
        first.Dispose();
        two.load_state_dict(one.state_dict());
        Train(two, second, 1);
        two.weight.isfinite().all().item<bool>().Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Steps_LeakNothing(Func<IEnumerable<Modules.Parameter>, Modules.OptimizerHelper> make)
    {
        var model = Linear(3, 4);
        var optimizer = make(model.parameters());
        Train(model, optimizer, 2);
        var before = Tensor.TotalCount;
        Train(model, optimizer, 3);
        Tensor.TotalCount.Should().BeLessThanOrEqualTo(before);
    }

    [Fact]
    public void LoadState_OfAnotherKindOrShape_Throws()
    {
        var file = Path.GetTempFileName();
        try
        {
            AdamW(Linear(3, 4).parameters()).save_state_dict(file);
            Adam(Linear(3, 4).parameters()).Invoking(o => o.load_state_dict(file)).Should().Throw<InvalidDataException>();
            AdamW(Linear(3, 4, hasBias: false).parameters()).Invoking(o => o.load_state_dict(file)).Should().Throw<ArgumentException>();
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void StateDictionary_OfAnotherKind_IsRefused()
    {
        var (one, two) = (Linear(3, 4), Linear(3, 4));
        Adam(one.parameters()).Invoking(o => o.load_state_dict(AdamW(two.parameters()).state_dict())).Should().Throw<InvalidCastException>();
    }

    [Fact]
    public void Groups_HaveTheirOwnRates_AndInheritTheRest()
    {
        var (slow, fast) = (Linear(3, 4), Linear(3, 4));
        var optimizer = AdamW(
            [
                new Modules.AdamW.ParamGroup(slow.parameters(), new() { LearningRate = 0 }),
                new Modules.AdamW.ParamGroup(fast.parameters(), lr: 0.5, weight_decay: 0.1),
            ],
            lr: 0.1, weight_decay: 0.2);
        optimizer.ParamGroups.Select(g => g.LearningRate).Should().Equal(0, 0.5);
        optimizer.ParamGroups.Select(g => ((Modules.AdamW.ParamGroup)g).Options.weight_decay).Should().Equal(0.2, 0.1);
        var before = slow.weight.clone();
        Train(Sequential(slow), optimizer, 2);
        slow.weight.Equals(before).Should().BeTrue();
        optimizer.parameters().Should().HaveCount(4);
        optimizer.state_dict().StateIndexRef.Should().BeEquivalentTo(new[] { new[] { 0, 1 }, [2, 3] });
    }

    [Fact]
    public void Step_LeavesParametersWithoutGradientAlone_AndCountsTheirStepsApart()
    {
        var (a, b) = (Linear(3, 4), Linear(3, 4));
        var optimizer = AdamW(a.parameters().Concat(b.parameters()), 0.1);
        Train(a, optimizer, 2);
        var before = b.weight.clone();
        Train(a, optimizer, 1);
        b.weight.Equals(before).Should().BeTrue();
        Train(Sequential(a, Linear(4, 3), b), optimizer, 1);
        optimizer.state_dict().State.Select(s => ((Modules.AdamW.State)s).step).Should().Equal(4, 4, 1, 1);
    }

    [Fact]
    public void Step_RunsTheClosureWithTheGraph_AndGivesItsLoss()
    {
        var model = Linear(3, 1);
        var optimizer = SGD(model.parameters(), 0.1);
        using var mode = no_grad();
        var loss = optimizer.step(() =>
        {
            optimizer.zero_grad();
            var value = model.call(ones(1, 3)).square().sum();
            value.backward();
            return value;
        });
        loss.requires_grad.Should().BeTrue();
        model.weight.grad.Should().NotBeNull();
    }

    [Fact]
    public void ZeroGrad_FillsWithZero_AndKeepsTheTensor()
    {
        var model = Linear(3, 1);
        var optimizer = SGD(model.parameters(), 0.1);
        model.call(ones(1, 3)).sum().backward();
        optimizer.zero_grad();
        model.weight.grad.ShouldBeClose(zeros(1, 3));
    }

    [Fact]
    public void BadOptions_Throw()
    {
        var p = Linear(1, 1).parameters().ToList();
        ((Action)(() => AdamW(p, lr: -1))).Should().Throw<ArgumentException>();
        ((Action)(() => AdamW(p, beta1: 1))).Should().Throw<ArgumentException>();
        ((Action)(() => SGD(p, 0.1, nesterov: true))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void AddParamGroup_LearnsToo()
    {
        var (a, b) = (Linear(3, 3), Linear(3, 2));
        var optimizer = SGD(a.parameters(), 0.1);
        optimizer.add_param_group(new Modules.SGD.ParamGroup(b.parameters(), new Modules.SGD.Options()));
        var before = b.weight.clone();
        Train(Sequential(a, b), optimizer, 1);
        b.weight.Equals(before).Should().BeFalse();
    }
}
