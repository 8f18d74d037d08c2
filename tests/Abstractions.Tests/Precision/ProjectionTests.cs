using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Tests;

// B=3, T=5, 7 inputs, 4 outputs.
public sealed class ProjectionTests
{
    private readonly Projection _projection;
    private readonly Tensor _x;

    public ProjectionTests()
    {
        manual_seed(11);
        _projection = new Projection(7, 4);
        _x = randn(3, 5, 7);
    }

    [Fact]
    public void Start_IsThatOfLinear()
    {
        manual_seed(11);
        using var linear = nn.Linear(7, 4);
        _projection.call(_x).eq(linear.call(_x)).all().ToBoolean().Should().BeTrue();
        _projection.state_dict().Keys.Should().Equal("weight", "bias");
    }

    [Fact]
    public void Forward_UnderBfloat16_IsNearAndKeepsItsWeights()
    {
        using var exact = _projection.call(_x);
        using var _ = Precision.Use(ScalarType.BFloat16);
        using var product = _projection.call(_x);

        product.dtype.Should().Be(ScalarType.BFloat16);
        (product.to_type(ScalarType.Float32) - exact).abs().max().ToDouble().Should().BeInRange(1e-6, 0.03);
        product.sum().backward();
        _projection.get_parameter("weight")!.dtype.Should().Be(ScalarType.Float32);
        _projection.get_parameter("weight")!.grad!.dtype.Should().Be(ScalarType.Float32);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_IsTheNormAndThenTheMap_WithItsGradients(bool hasBias)
    {
        var (projection, norm) = (new Projection(7, 4, hasBias), nn.LayerNorm(7));
        norm.weight.detach().uniform_(0.5, 2);
        norm.bias!.detach().uniform_(-1, 1);
        var standardised = nn.functional.layer_norm(_x, [7]);

        using var folded = projection.After(norm, standardised);
        using var plain = projection.call(norm.call(_x));
        folded.allclose(plain, 1e-5, 1e-5).Should().BeTrue();
        Gradients(folded).Zip(Gradients(plain)).Should().OnlyContain(pair => pair.First.allclose(pair.Second, 1e-4, 1e-4, false));

        List<Tensor> Gradients(Tensor output)
        {
            foreach (var p in projection.parameters().Concat(norm.parameters())) p.grad = null;
            (output * output).sum().backward();
            return [.. projection.parameters().Concat(norm.parameters()).Select(p => p.grad!.clone())];
        }
    }

    [Fact]
    public void To_AnotherType_ReplacesTheParametersThatAreRegistered()
    {
        using var projection = new Projection(7, 4).to(ScalarType.Float64);
        projection.call(_x.to_type(ScalarType.Float64)).sum().backward();
        projection.parameters().Should().HaveCount(2).And.AllSatisfy(p => (p.dtype, p.grad is null).Should().Be((ScalarType.Float64, false)));
    }

    [Fact]
    public void Use_EndsWithItsScope()
    {
        using (Precision.Use(ScalarType.BFloat16))
        {
            using (Precision.Use(null)) Precision.Products.Should().BeNull();
            Precision.Products.Should().Be(ScalarType.BFloat16);
        }
        Precision.Products.Should().BeNull();
    }
}
