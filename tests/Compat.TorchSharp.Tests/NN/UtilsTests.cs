using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Compat.TorchSharp.Tests.NN;

public class UtilsTests
{
    private static (global::TorchSharp.Modules.Linear layer, double norm) WithGradients()
    {
        var layer = Linear(3, 2, hasBias: false);
        (layer.call(tensor(new float[] { 1, 2, 3 }).unsqueeze(0)) * tensor(new float[] { 2, -1 })).sum().backward();
        return (layer, Math.Sqrt((4 + 1) * (1 + 4 + 9)));
    }

    [Fact]
    public void ClipGradNorm_AboveTheBound_ScalesAndSaysTheNormBefore()
    {
        var (layer, norm) = WithGradients();
        utils.clip_grad_norm_(layer.parameters(), 2).Should().BeApproximately(norm, 1e-5);
        layer.weight.grad.norm().item<float>().Should().BeApproximately(2, 1e-5f);
    }

    [Fact]
    public void ClipGradNorm_BelowTheBound_ChangesNothing()
    {
        var (layer, norm) = WithGradients();
        var before = layer.weight.grad.clone();
        utils.clip_grad_norm_(layer.parameters(), norm + 1);
        layer.weight.grad.Equals(before).Should().BeTrue();
        utils.clip_grad_norm_(layer.parameters(), 1, double.PositiveInfinity).Should().Be(6);
        layer.weight.grad.abs().max().item<float>().Should().BeApproximately(1, 1e-5f);
        utils.clip_grad_norm_(Linear(1, 1).parameters(), 1).Should().Be(0);
    }

    [Fact]
    public void ClipGradValue_BoundsEachNumber()
    {
        var (layer, _) = WithGradients();
        utils.clip_grad_value_(layer.parameters(), 1.5);
        layer.weight.grad.ShouldBeClose(tensor(new float[,] { { 1.5f, 1.5f, 1.5f }, { -1, -1.5f, -1.5f } }));
    }

    [Fact]
    public void ParametersAsOneVector_AndBack()
    {
        var layer = Linear(3, 2);
        using var vector = utils.parameters_to_vector(layer.parameters());
        vector.shape.Should().Equal(8);
        utils.vector_to_parameters(arange(8, dtype: float32), layer.parameters());
        layer.weight.ShouldBeClose(arange(6, dtype: float32).view(2, 3));
        layer.bias.ShouldBeClose(tensor(new float[] { 6, 7 }));
    }
}
