using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Compat.TorchSharp.Tests.NN;

public class NormalizationTests
{
    public NormalizationTests() => manual_seed(13);

    private static Tensor Standard(Tensor x, double eps, params long[] axes) =>
        (x - x.mean(axes, keepdim: true)) / (x.var(axes, unbiased: false, keepdim: true) + eps).sqrt();

    [Fact]
    public void LayerNorm_OverTheLastAxes_ThenWeightAndBias()
    {
        var layer = LayerNorm([4L, 5L], eps: 1e-3);
        using (no_grad()) { layer.weight.uniform_(0, 2); layer.bias.uniform_(-1, 1); }
        var x = randn(2, 3, 4, 5);
        layer.call(x).ShouldBeClose((Standard(x, 1e-3, 2, 3) * layer.weight) + layer.bias, 1e-5);
        LayerNorm(5, bias: false).state_dict().Keys.Should().Equal("weight");
        LayerNorm(5, elementwise_affine: false).state_dict().Should().BeEmpty();
    }

    [Fact]
    public void GroupNorm_WithinGroups()
    {
        var layer = GroupNorm(2, 6);
        var x = randn(3, 6, 5);
        layer.call(x).ShouldBeClose(Standard(x.view(3, 2, 15), 1e-5, 2).view(3, 6, 5), 1e-5);
    }

    [Fact]
    public void BatchNorm_InTraining_UsesTheBatchAndKeepsStatistics()
    {
        var layer = BatchNorm1d(4, momentum: 0.25);
        var x = randn(6, 4, 5) + 3;
        layer.call(x).ShouldBeClose(Standard(x, 1e-5, 0, 2), 1e-5);
        layer.running_mean.ShouldBeClose(0.25 * x.mean([0L, 2L]), 1e-5);
        layer.running_var.ShouldBeClose(0.75 + (0.25 * x.var([0L, 2L])), 1e-5);
        layer.num_batches_tracked.item<long>().Should().Be(1);
        layer.state_dict().Keys.Should().Equal("weight", "bias", "running_mean", "running_var", "num_batches_tracked");
    }

    [Fact]
    public void BatchNorm_OutOfTraining_UsesTheStatistics()
    {
        var layer = BatchNorm2d(3);
        layer.call(randn(4, 3, 2, 5) + 2);
        layer.eval();
        var x = randn(1, 3, 2, 5);
        var expected = (x - layer.running_mean.view(1, 3, 1, 1)) / (layer.running_var.view(1, 3, 1, 1) + 1e-5).sqrt();
        layer.call(x).ShouldBeClose(expected, 1e-5);
        layer.num_batches_tracked.item<long>().Should().Be(1);
    }

    [Fact]
    public void BatchNorm_OtherAxes_Throws() => BatchNorm1d(3).Invoking(l => l.call(ones(2, 3, 4, 5))).Should().Throw<ArgumentException>();

    [Fact]
    public void BatchNorm_Reset_GoesBackToTheStart()
    {
        var layer = BatchNorm1d(2);
        layer.call(randn(5, 2) + 4);
        layer.reset_running_stats();
        layer.running_mean.ShouldBeClose(zeros(2));
        layer.running_var.ShouldBeClose(ones(2));
    }

    [Fact]
    public void InstanceNorm_EachSampleAlone()
    {
        var x = randn(3, 4, 7);
        InstanceNorm1d(4).call(x).ShouldBeClose(Standard(x, 1e-5, 2), 1e-5);
        InstanceNorm1d(4).call(x[0]).ShouldBeClose(Standard(x, 1e-5, 2)[0], 1e-5);
        InstanceNorm1d(4).state_dict().Should().BeEmpty();
    }

    [Fact]
    public void Normalize_GivesUnitLength_AndZeroForZero()
    {
        var x = tensor(new float[,] { { 3, 4 }, { 0, 0 } });
        functional.normalize(x).ShouldBeClose(tensor(new float[,] { { 0.6f, 0.8f }, { 0, 0 } }));
        functional.normalize(x, p: 1, dim: 0)[0].ShouldBeClose(ones(2));
    }
}
