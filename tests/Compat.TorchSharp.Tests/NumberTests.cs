using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Compat.TorchSharp.Tests;

public class NumberTests
{
    [Theory]
    [InlineData(ScalarType.Float32, ScalarType.Float32)]
    [InlineData(ScalarType.Float64, ScalarType.Float64)]
    [InlineData(ScalarType.BFloat16, ScalarType.BFloat16)]
    [InlineData(ScalarType.Int64, ScalarType.Float32)]
    public void RealNumber_WithTensor_HasNoSayAmongReals(ScalarType type, ScalarType result)
    {
        using var scope = NewDisposeScope();
        var x = ones([2], type);
        new[] { x * 0.5, 0.5 * x, x + 0.5f, 2.0 - x, x / 3.0, 1.0 / x }.Select(t => t.dtype).Should().OnlyContain(t => t == result);
        (x > 0.5).dtype.Should().Be(ScalarType.Bool);
    }

    [Fact]
    public void Numbers_OnTheLeft_KeepTheirSide()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 2f, 4f });
        (1.0 - x).data<float>().Should().Equal(-1, -3);
        (8 / x).data<float>().Should().Equal(4, 2);
        ((Scalar)3 > x).data<bool>().Should().Equal(true, false);
    }

    [Fact]
    public void Float64_KeepsTheNumbersDigits()
    {
        using var scope = NewDisposeScope();
        (zeros(1, float64) + 0.1).item<double>().Should().Be(0.1);
        (tensor(1L << 53) + 1).item<long>().Should().Be((1L << 53) + 1);
    }

    [Fact]
    public void Bfloat16Products_WithFloat32Weights_FollowFloat32()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        var (x, w) = (randn(33, 65), randn(17, 65).requires_grad_());
        var exact = nn.functional.linear(x, w, null);
        exact.pow(2).mean().backward();
        var gradient = w.grad.clone();
        w.grad.zero_();

        var found = nn.functional.linear(x.to(bfloat16), w.to(bfloat16), null).to(float32);
        found.pow(2).mean().backward();

        (found - exact).abs().max().item<float>().Should().BeLessThan(0.01f * exact.abs().max().item<float>());
        (w.grad - gradient).abs().max().item<float>().Should().BeLessThan(0.02f * gradient.abs().max().item<float>());
    }
}
