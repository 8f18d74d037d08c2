using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

// B=2, H=3, Tq=7, Tk=6, d=4. An odd number of keys would never show that libtorch reads float32 masks as float64.
public sealed class AttentionTests
{
    private readonly Tensor _q, _k, _v, _perHead, _soft;
    private readonly Tensor _valid = tensor(new[] { true, true, false, true, true, true, true, false, true, true, false, true }).view(2, 6);

    public AttentionTests()
    {
        manual_seed(3);
        (_q, _k, _v) = (Leaf(2, 3, 7, 4), Leaf(2, 3, 6, 4), Leaf(2, 3, 6, 4));
        (_perHead, _soft) = (Leaf(1, 3, 7, 6), Leaf(2, 7, 6));
    }

    public static TheoryData<string> Masks => ["nothing", "padding", "per head", "each query", "nothing seen", "even", "everything"];

    // The masks that nothing is learned of go to libtorch's fused kernel, the others to its operators.
    [Theory, MemberData(nameof(Masks))]
    public void Read_GivesWhatTheWeightsOfAReportGive(string hidden)
    {
        var (fused, plain) = (Run(hidden, Attention.Read), Run(hidden, Explicit));
        fused.Zip(plain).Should().AllSatisfy(pair => pair.First.ShouldBe(pair.Second, 1e-12));
        fused.Should().HaveCount(hidden switch { "everything" => 6, "per head" => 5, _ => 4 });
        var single = Attention.Read(Single(_q), Single(_k), Single(_v), Mask(hidden, learns: false));
        single.to_type(ScalarType.Float64).ShouldBe(fused[0], 1e-5);
    }

    [Fact]
    public void Read_ValuesOfAnotherWidth_AreReadAsWell()
    {
        var v = Leaf(2, 3, 6, 8);
        Attention.Read(_q, _k, v, Mask("padding")).narrow(3, 1, 4).ShouldBe(Attention.Read(_q, _k, v.narrow(3, 1, 4), Mask("padding")), 1e-12);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_QueryThatSeesNothing_IsExactlyZero(bool learns)
    {
        var visible = ones([2, 7, 6], ScalarType.Bool);
        visible[1, 4] = zeros([6], ScalarType.Bool);
        var read = Attention.Read(_q, _k, _v, KeyMask.Of(_valid, new(visible), learns ? _perHead : null));
        read[1][.., 4].ShouldBeExactly(zeros(3, 4, dtype: ScalarType.Float64));
        read[1][.., 3].abs().min().ToDouble().Should().BePositive();
        read.sum().backward();
        _q.grad![1][.., 4].ShouldBeExactly(zeros(3, 4, dtype: ScalarType.Float64));
        new[] { _q, _k, _v }.Should().AllSatisfy(leaf => leaf.grad!.ShouldBeFinite());
    }

    [Fact]
    public void Read_RowThatSeesNothing_LearnsExactlyNothing()
    {
        _valid[1] = false;
        var read = Attention.Read(_q, _k, _v, KeyMask.Of(_valid));
        read[1].ShouldBeExactly(zeros_like(_q[1]));
        read.sum().backward();
        new[] { _q, _k, _v }.Should().AllSatisfy(leaf => leaf.grad![1].ShouldBeExactly(zeros_like(leaf[1])));
    }

    [Fact]
    public void Read_AnEvenQuery_ReadsTheMeanOfWhatItSeesAndLearnsNothing()
    {
        var read = Attention.Read(_q, _k, _v, Mask("even"));
        read[0][.., 6].ShouldBe(_v[0].index_select(1, tensor(new[] { 0L, 1, 3, 4, 5 })).mean([1L]));
        read.square().sum().backward();
        _q.grad![0][.., 6].ShouldBeExactly(zeros(3, 4, dtype: ScalarType.Float64));
        _q.grad![0][.., 5].abs().max().ToDouble().Should().BePositive();
    }

    [Fact]
    public void Read_InHalfPrecision_IsClose()
    {
        var read = Attention.Read(Half(_q), Half(_k), Half(_v), KeyMask.Of(_valid));
        read.dtype.Should().Be(ScalarType.BFloat16);
        read.to_type(ScalarType.Float64).ShouldBe(Attention.Read(_q, _k, _v, KeyMask.Of(_valid)), 0.05);
        read.sum().backward();
        _q.grad!.ShouldBeFinite();
    }

    [Fact]
    public void Read_MoreKeysThanValues_SaysSo() =>
        FluentActions.Invoking(() => Attention.Read(_q, _k, _v.narrow(2, 0, 4))).Should().Throw<ArgumentException>()
            .WithMessage("Expected [B, H, M, E] with M=6; got [2, 3, 4, 4].");

    [Fact]
    public void Read_CountsBothProducts()
    {
        using var products = Products.Count();
        Attention.Read(_q, _k, _v, Mask("padding"));
        products.MultiplyAdds.Should().Be(2 * 2 * 3 * 7 * 6 * 4);
    }

    private KeyMask? Mask(string hidden, bool learns = true)
    {
        var (perHead, soft) = learns ? (_perHead, _soft) : (Single(_perHead), Single(_soft));
        return hidden switch
        {
            "padding" => KeyMask.Of(_valid),
            "per head" => KeyMask.Of(ones_like(_valid), null, perHead),
            "each query" => KeyMask.Of(_valid, new(Some(0.3))),
            "nothing seen" => KeyMask.Of(_valid, new(Some(0.8))),
            "even" => KeyMask.Of(_valid, new(Even: arange(7).eq(6).expand(2, -1))),
            "everything" => KeyMask.Of(_valid, new(Some(0.3), soft), perHead),
            _ => null,
        };
    }

    private static Tensor Some(double hidden) => rand(2, 7, 6, generator: new Generator(5)).gt(hidden);

    // What was read, then the gradients of all that learns.
    private List<Tensor> Run(string hidden, Func<Tensor, Tensor, Tensor, KeyMask?, Tensor> attention)
    {
        Tensor[] leaves = [_q, _k, _v, _perHead, _soft];
        foreach (var leaf in leaves) leaf.grad = null;
        var read = attention(_q, _k, _v, Mask(hidden));
        read.pow(3).sum().backward();
        return [read.detach(), .. leaves.Select(leaf => leaf.grad).OfType<Tensor>().Select(grad => grad.clone())];
    }

    private static Tensor Explicit(Tensor q, Tensor k, Tensor v, KeyMask? mask)
    {
        if (mask?.Even is { } even) q = q.masked_fill(even, 0);
        var read = AttentionReport.Weights(q, k, mask?.Bias).flatten(0, 1).bmm(v.flatten(0, 1)).view_as(q);
        return mask?.Seen is null ? read : read * mask.Seen;
    }

    private static Tensor Leaf(params long[] shape) => randn(shape, ScalarType.Float64).requires_grad_();

    private static Tensor Single(Tensor x) => x.detach().to_type(ScalarType.Float32);

    private static Tensor Half(Tensor x) => x.to_type(ScalarType.BFloat16);
}
