using static TorchSharp.torch;

namespace Eegavi.Compat.TorchSharp.Tests;

/// <summary>libtorch before 2.1 computes a wrong gradient of GELU when the incoming gradient is not contiguous.</summary>
public class GeluTests
{
    [Theory]
    [InlineData(ScalarType.Float32, 1e-5)]
    [InlineData(ScalarType.BFloat16, 2e-2)]
    public void Gradient_ThroughPermute_EqualsTheContiguousOne(ScalarType type, double tolerance)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var (x, weight) = (randn(7, 33, 65), randn(65, 7, 33));

        var permuted = Gradient(x.to(type), y => (y.permute(2, 0, 1) * weight.to(type)).sum());
        var exact = Gradient(x.to(type).to(float64), y => (y.permute(2, 0, 1).contiguous() * weight.to(type).to(float64)).sum());

        (permuted.to(float64) - exact).abs().max().item<double>().Should().BeLessThan(tolerance * exact.abs().max().item<double>());
    }

    [Fact]
    public void SecondOrder_ThroughPermute_EqualsTheFormula()
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        var x = randn(5, 6, dtype: float64).requires_grad_();
        var first = autograd.grad([nn.functional.gelu(x).permute(1, 0).sum()], [x], create_graph: true)[0];
        var second = autograd.grad([first.permute(1, 0).sum()], [x])[0];

        // gelu'' = (2 - x^2) phi(x)
        var density = (x * x * -0.5).exp() / Math.Sqrt(2 * Math.PI);
        second.allclose((2.0 - x * x) * density).Should().BeTrue();
    }

    private static Tensor Gradient(Tensor x, Func<Tensor, Tensor> loss)
    {
        var leaf = x.detach().requires_grad_();
        loss(nn.functional.gelu(leaf)).backward();
        return leaf.grad;
    }
}
