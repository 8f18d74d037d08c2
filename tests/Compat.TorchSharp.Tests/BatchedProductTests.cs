using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Eegavi.Compat.TorchSharp.Tests;

/// <summary>Where libtorch has no MKL, the engine shares a batch's products between threads.</summary>
public class BatchedProductTests
{
    [Theory]
    [InlineData(ScalarType.Float32, 1e-5)]
    [InlineData(ScalarType.Float64, 1e-12)]
    [InlineData(ScalarType.BFloat16, 3e-2)]
    public void Bmm_AsEachProductByItself(ScalarType type, double tolerance)
    {
        using var scope = NewDisposeScope();
        manual_seed(6);
        var (a, b) = (randn(13, 5, 7).to(type), randn(13, 3, 7).to(type).transpose(1, 2));
        var single = stack(Enumerable.Range(0, 13).Select(i => a[i].to(float64).mm(b[i].to(float64))));
        (a.bmm(b).to(float64) - single).abs().max().item<double>().Should().BeLessThan(tolerance * single.abs().max().item<double>());
    }

    [Fact]
    public void Matmul_OfExpandedAndEmptyOperands_HasTheRightShape()
    {
        using var scope = NewDisposeScope();
        ones(1, 4, 5).expand(16, 4, 5).bmm(ones(16, 5, 2)).sum().item<float>().Should().Be(16 * 4 * 2 * 5);
        ones(16, 4, 0).bmm(ones(16, 0, 3)).abs().sum().item<float>().Should().Be(0);
        ones(0, 4, 5).bmm(ones(0, 5, 3)).shape.Should().Equal(0, 4, 3);
    }

    [Fact]
    public void Bmm_WithShapesThatDoNotFit_Throws() =>
        FluentActions.Invoking(() => ones(16, 4, 5).bmm(ones(16, 4, 5))).Should().Throw<ExternalException>();

    [Fact]
    public void Bmm_WithTypesThatDiffer_Throws() =>
        FluentActions.Invoking(() => ones(16, 4, 5).bmm(ones([16, 5, 4], float64))).Should().Throw<ExternalException>();

    [Fact]
    public void Gradient_OfABatch_EqualsEachOnesByItself()
    {
        using var scope = NewDisposeScope();
        manual_seed(7);
        var (a, b) = (randn(9, 4, 6).requires_grad_(), randn(9, 6, 5).requires_grad_());
        a.bmm(b).sin().sum().backward();
        var expected = stack(Enumerable.Range(0, 9).Select(i => a[i].mm(b[i]).cos().mm(b[i].t()))).detach();
        a.grad.allclose(expected, rtol: 1e-4, atol: 1e-5).Should().BeTrue();
    }
}
