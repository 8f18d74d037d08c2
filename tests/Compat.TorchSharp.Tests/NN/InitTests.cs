using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Compat.TorchSharp.Tests.NN;

public class InitTests
{
    // [out 200, in 50, kernel 4]: in 200 (50 * 4), out 800 (200 * 4).
    private readonly Tensor _weight = empty(200, 50, 4);

    public InitTests() => manual_seed(29);

    private static void ShouldFill(Tensor tensor, double deviation, double? bound = null)
    {
        tensor.mean().item<float>().Should().BeApproximately(0, (float)(0.02 * deviation));
        tensor.std().item<float>().Should().BeApproximately((float)deviation, (float)(0.02 * deviation));
        if (bound is { } limit) tensor.abs().max().item<float>().Should().BeInRange((float)(0.99 * limit), (float)limit);
    }

    [Fact]
    public void Fans_CountTheKernel() => init.CalculateFanInAndFanOut(_weight).Should().Be((200, 800));

    [Fact]
    public void Fans_OfAVector_Throw() => ((Action)(() => init.CalculateFanInAndFanOut(ones(3)))).Should().Throw<ArgumentException>();

    [Fact]
    public void Uniform_AndNormal()
    {
        init.uniform_(_weight, -0.5, 0.5).Should().BeSameAs(_weight);
        ShouldFill(_weight, Math.Sqrt(1.0 / 12), 0.5);
        ShouldFill(init.normal_(_weight, 0, 3), 3);
    }

    [Fact]
    public void Xavier_UsesBothFans()
    {
        ShouldFill(init.xavier_uniform_(_weight, 2), 2 * Math.Sqrt(2.0 / 1000), 2 * Math.Sqrt(6.0 / 1000));
        ShouldFill(init.xavier_normal_(_weight), Math.Sqrt(2.0 / 1000));
    }

    [Fact]
    public void Kaiming_UsesOneFanAndTheGain()
    {
        ShouldFill(init.kaiming_uniform_(_weight, Math.Sqrt(5)), Math.Sqrt(1.0 / 3 / 200), Math.Sqrt(1.0 / 200));
        ShouldFill(init.kaiming_normal_(_weight, mode: init.FanInOut.FanOut, nonlinearity: init.NonlinearityType.ReLU), Math.Sqrt(2.0 / 800));
    }

    [Fact]
    public void TruncNormal_StaysWithinItsBounds()
    {
        init.trunc_normal_(_weight, std: 1, a: -2, b: 2);
        ShouldFill(_weight, 0.8796, 2);
        init.trunc_normal_(_weight, mean: 1, std: 0.02, a: 1, b: 2);
        _weight.min().item<float>().Should().BeGreaterThanOrEqualTo(1);
        _weight.mean().item<float>().Should().BeApproximately(1 + (0.02f * 0.7979f), 2e-4f);
    }

    [Fact]
    public void Orthogonal_RowsOrColumns()
    {
        foreach (var shape in new[] { (4L, 6L), (6L, 4L) })
        {
            var m = init.orthogonal_(empty(shape.Item1, shape.Item2), 2);
            var product = shape.Item1 < shape.Item2 ? m.matmul(m.t()) : m.t().matmul(m);
            product.ShouldBeClose(4 * eye(4), 1e-5);
        }
    }

    [Fact]
    public void EyeConstantAndDirac()
    {
        init.eye_(empty(2, 3)).ShouldBeClose(tensor(new float[,] { { 1, 0, 0 }, { 0, 1, 0 } }));
        init.constant_(empty(2), 0.5).ShouldBeClose(tensor(new float[] { 0.5f, 0.5f }));
        var kernel = init.dirac_(empty(2, 2, 3));
        var x = randn(1, 2, 5);
        functional.conv1d(x, kernel, padding: 1).ShouldBeClose(x);
    }

    [Fact]
    public void Parameters_AreFilledOutsideTheGraph()
    {
        var p = Parameter(empty(3, 4));
        init.ones_(p);
        p.sum().item<float>().Should().Be(12);
        p.is_leaf.Should().BeTrue();
    }

    [Fact]
    public void Sparse_ZeroesAShareOfEachColumn() =>
        (init.sparse_(empty(10, 4), 0.35) == 0).sum([0L]).ShouldBeClose(full(4, 4, dtype: int64));

    [Theory]
    [InlineData(init.NonlinearityType.Linear, 0, 1)]
    [InlineData(init.NonlinearityType.Tanh, 0, 5.0 / 3)]
    [InlineData(init.NonlinearityType.ReLU, 0, 1.4142135623730951)]
    [InlineData(init.NonlinearityType.LeakyReLU, 1, 1)]
    public void Gain(init.NonlinearityType after, double param, double expected) =>
        init.calculate_gain(after, param).Should().BeApproximately(expected, 1e-12);
}
