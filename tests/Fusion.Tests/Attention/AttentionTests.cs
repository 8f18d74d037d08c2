using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

// B=2, H=3, Tq=7, Tk=5, d=4, width of values 6.
public sealed class AttentionTests
{
    private readonly Tensor _q, _k, _v, _perHead, _soft;
    private readonly Tensor _valid = tensor(new[] { true, true, false, true, true, true, false, true, true, false }).view(2, 5);

    public AttentionTests()
    {
        manual_seed(3);
        (_q, _k, _v) = (Leaf(2, 3, 7, 4), Leaf(2, 3, 5, 4), Leaf(2, 3, 5, 6));
        (_perHead, _soft) = (Leaf(1, 3, 7, 5), Leaf(2, 7, 5));
    }

    // Seven queries of 30 logits each: 30 = one at a time, 70 = two, the last turn one.
    [Theory]
    [InlineData(30, "nothing")]
    [InlineData(70, "padding")]
    [InlineData(70, "everything")]
    [InlineData(1, "everything")]
    [InlineData(100, "per head")]
    public void Read_InTurn_GivesWhatItGivesAtOnce(long budget, string hidden)
    {
        var (whole, inTurn) = (Run(Mask(hidden), Attention.Budget), Run(Mask(hidden), budget));
        inTurn.Read.ShouldBe(whole.Read, 1e-12);
        inTurn.Gradients.Zip(whole.Gradients).Should().AllSatisfy(pair => pair.First.ShouldBe(pair.Second, 1e-12));
        whole.Gradients.Should().HaveCount(hidden switch { "everything" => 5, "per head" => 4, _ => 3 });
    }

    // What many keys get: the same backward pass in one turn.
    [Theory]
    [InlineData("nothing")]
    [InlineData("everything")]
    public void Read_InOneTurn_GivesWhatThePlainOperatorsGive(string hidden)
    {
        var (plain, own) = (Run(Mask(hidden), Attention.Whole), Run(Mask(hidden), (q, k, v, mask) => AttentionInTurn.Read(q, k, v, mask, Attention.Budget)));
        own.Read.ShouldBe(plain.Read, 1e-12);
        own.Gradients.Zip(plain.Gradients).Should().AllSatisfy(pair => pair.First.ShouldBe(pair.Second, 1e-12));
        own.Gradients.Should().HaveCount(hidden == "everything" ? 5 : 3);
    }

    [Fact]
    public void Read_ManyKeys_GivesTheGradientsOfOneTurnAfterAnother()
    {
        // 2 x 3 x 2800 keys of width 4: above the number from which attention has a backward pass of its own.
        var (k, v) = (Leaf(2, 3, 2800, 4), Leaf(2, 3, 2800, 6));
        var gradients = new[] { Attention.Budget, 50_000L }.Select(budget =>
        {
            (k.grad, v.grad) = (null, null);
            Attention.Read(_q, k, v, null, budget).pow(3).sum().backward();
            return (Keys: k.grad!.clone(), Values: v.grad!.clone());
        }).ToList();
        gradients[0].Keys.ShouldBe(gradients[1].Keys, 1e-12);
        gradients[0].Values.ShouldBe(gradients[1].Values, 1e-12);
    }

    [Theory]
    [InlineData(Attention.Budget)]
    [InlineData(30)]
    public void Read_QueryThatSeesNothing_IsExactlyZero(long budget)
    {
        var visible = ones([2, 7, 5], ScalarType.Bool);
        visible[1, 4] = zeros([5], ScalarType.Bool);
        var read = Attention.Read(_q, _k, _v, KeyMask.Of(_valid, new(visible)), budget);
        read[1][.., 4].ShouldBeExactly(zeros(3, 6, dtype: ScalarType.Float64));
        read[1][.., 3].abs().min().ToDouble().Should().BePositive();
        read.sum().backward();
        _q.grad![1][.., 4].ShouldBeExactly(zeros(3, 4, dtype: ScalarType.Float64));
    }

    [Theory]
    [InlineData(Attention.Budget)]
    [InlineData(30)]
    public void Read_AnEvenQuery_ReadsTheMeanOfWhatItSeesAndLearnsNothing(long budget)
    {
        var even = zeros([2, 7], ScalarType.Bool);
        even[0, 6] = tensor(true);
        var read = Attention.Read(_q, _k, _v, KeyMask.Of(_valid, new(Even: even)), budget);
        read[0][.., 6].ShouldBe(_v[0].index_select(1, tensor(new[] { 0L, 1, 3, 4 })).mean([1L]));
        read.square().sum().backward();
        _q.grad![0][.., 6].ShouldBeExactly(zeros(3, 4, dtype: ScalarType.Float64));
        _q.grad![0][.., 5].abs().max().ToDouble().Should().BePositive();
    }

    [Fact]
    public void Read_InTurnInHalfPrecision_IsClose()
    {
        var (q, k, v) = (Half(_q), Half(_k), Half(_v));
        var read = Attention.Read(q, k, v, KeyMask.Of(_valid), 30);
        read.dtype.Should().Be(ScalarType.BFloat16);
        read.to_type(ScalarType.Float64).ShouldBe(Attention.Read(_q, _k, _v, KeyMask.Of(_valid)), 0.05);
        read.sum().backward();
        _q.grad!.ShouldBeFinite();
    }

    private KeyMask? Mask(string hidden) => hidden switch
    {
        "padding" => KeyMask.Of(_valid),
        "per head" => KeyMask.Of(ones_like(_valid), null, _perHead),
        "everything" => KeyMask.Of(_valid, new(rand(2, 7, 5, generator: new Generator(5)).gt(0.3), _soft), _perHead),
        _ => null,
    };

    private (Tensor Read, List<Tensor> Gradients) Run(KeyMask? mask, long budget) => Run(mask, (q, k, v, hidden) => Attention.Read(q, k, v, hidden, budget));

    private (Tensor Read, List<Tensor> Gradients) Run(KeyMask? mask, Func<Tensor, Tensor, Tensor, KeyMask?, Tensor> attention)
    {
        Tensor[] leaves = [_q, _k, _v, _perHead, _soft];
        foreach (var leaf in leaves) leaf.grad = null;
        var read = attention(_q, _k, _v, mask);
        read.pow(3).sum().backward();
        return (read, [.. leaves.Select(leaf => leaf.grad).OfType<Tensor>().Select(grad => grad.clone())]);
    }

    private static Tensor Leaf(params long[] shape) => randn(shape, ScalarType.Float64).requires_grad_();

    private static Tensor Half(Tensor x) => x.to_type(ScalarType.BFloat16);
}
