using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Compat.TorchSharp.Tests.NN;

public class ConvolutionTests
{
    public ConvolutionTests() => manual_seed(11);

    /// <summary>The definition, window by window, for [B, C, L] and no groups.</summary>
    private static Tensor Reference1d(Tensor x, Tensor weight, Tensor bias, int stride, int dilation)
    {
        var reach = (weight.shape[2] - 1) * dilation;
        var windows = Enumerable.Range(0, (int)((x.shape[2] - reach - 1) / stride) + 1)
            .Select(i => x[TensorIndex.Colon, TensorIndex.Colon, TensorIndex.Slice(i * stride, (i * stride) + reach + 1, dilation)])
            .Select(window => einsum("bck,ock->bo", window, weight) + bias);
        return stack(windows.ToArray(), 2);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public void Conv1d_MatchesItsDefinition(int stride, int dilation)
    {
        var layer = Conv1d(3, 5, 4, stride: stride, dilation: dilation);
        var x = randn(2, 3, 17);
        layer.call(x).ShouldBeClose(Reference1d(x, layer.weight, layer.bias, stride, dilation), 1e-5);
        layer.call(x[0]).ShouldBeClose(layer.call(x)[0], 1e-5);
    }

    [Theory]
    [InlineData(PaddingModes.Zeros)]
    [InlineData(PaddingModes.Reflect)]
    [InlineData(PaddingModes.Replicate)]
    [InlineData(PaddingModes.Circular)]
    public void Conv1d_PadsByItsMode(PaddingModes mode)
    {
        var layer = Conv1d(3, 5, 3, padding: 2, padding_mode: mode);
        var x = randn(2, 3, 7);
        var padded = functional.pad(x, (2, 2), mode == PaddingModes.Zeros ? PaddingModes.Constant : mode);
        layer.call(x).ShouldBeClose(Reference1d(padded, layer.weight, layer.bias, 1, 1), 1e-5);
    }

    [Fact]
    public void Conv1d_PaddingSame_KeepsTheLength()
    {
        var layer = Conv1d(3, 5, 4, Padding.Same, dilation: 2);
        layer.call(randn(2, 3, 9)).shape.Should().Equal(2, 5, 9);
        Conv1d(3, 5, 4, Padding.Valid).call(randn(2, 3, 9)).shape.Should().Equal(2, 5, 6);
    }

    [Fact]
    public void Conv2d_DepthwiseAndTuples()
    {
        var layer = Conv2d(4, 8, (1, 5), stride: (1, 2), padding: (0, 2), groups: 4, bias: false);
        layer.weight.shape.Should().Equal(8, 1, 1, 5);
        var x = randn(2, 4, 3, 11);
        var result = layer.call(x);
        result.shape.Should().Equal(2, 8, 3, 6);
        var one = functional.conv1d(x[TensorIndex.Colon, TensorIndex.Slice(3, 4), 2], layer.weight[TensorIndex.Slice(6, 8), TensorIndex.Colon, 0], stride: 2, padding: 2);
        result[TensorIndex.Colon, TensorIndex.Slice(6, 8), 2].ShouldBeClose(one, 1e-5);
    }

    [Fact]
    public void Conv3d_WholeKernel_IsOneProduct()
    {
        var layer = Conv3d(2, 3, (2, 3, 4));
        var x = randn([1, 2, 2, 3, 4]);
        var expected = (layer.weight * x).sum([1, 2, 3, 4]) + layer.bias;
        layer.call(x).view(3).ShouldBeClose(expected, 1e-5);
    }

    [Fact]
    public void ConvTranspose1d_IsTheGradientOfTheConvolution()
    {
        var layer = ConvTranspose1d(3, 5, 4, stride: 2, padding: 1, bias: false);
        var y = randn(2, 3, 6);
        var x = zeros(2, 5, 12, requires_grad: true);
        functional.conv1d(x, layer.weight, stride: 2, padding: 1).backward([y]);
        layer.call(y).ShouldBeClose(x.grad, 1e-5);
    }

    [Fact]
    public void ConvTranspose2d_ReachesTheAskedSize()
    {
        var layer = ConvTranspose2d(3, 5, 3, stride: 2, padding: 1);
        var x = randn(1, 3, 4, 6);
        layer.call(x).shape.Should().Equal(1, 5, 7, 11);
        layer.forward(x, [8, 11]).shape.Should().Equal(1, 5, 8, 11);
        layer.Invoking(l => l.forward(x, [9, 11])).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Conv_FreshWeights_AreWithinOneOverTheRootOfTheWindow()
    {
        var layer = Conv2d(16, 64, (3, 5), groups: 2);
        var bound = (float)(1 / Math.Sqrt(8 * 15));
        layer.weight.abs().max().item<float>().Should().BeInRange(0.98f * bound, bound);
        layer.bias.abs().max().item<float>().Should().BeInRange(0.8f * bound, bound);
    }

    [Fact]
    public void Conv_OtherChannels_Throws() => Conv1d(3, 5, 2).Invoking(c => c.call(ones(1, 4, 9))).Should().Throw<Exception>();

    [Fact]
    public void Pools_TakeMeansAndMaxima()
    {
        var x = arange(12, dtype: float32).view(1, 2, 6);
        AvgPool1d(2).call(x)[0, 1].ShouldBeClose(tensor(new float[] { 6.5f, 8.5f, 10.5f }));
        MaxPool1d(3, stride: 1).call(x)[0, 0].ShouldBeClose(tensor(new float[] { 2, 3, 4, 5 }));
        AdaptiveAvgPool1d(2).call(x)[0, 0].ShouldBeClose(tensor(new float[] { 1, 4 }));
        var image = x.view(1, 2, 2, 3);
        AvgPool2d((2, 1)).call(image)[0, 0, 0].ShouldBeClose(tensor(new float[] { 1.5f, 2.5f, 3.5f }));
        MaxPool2d(2, stride: 1).call(image)[0, 1, 0].ShouldBeClose(tensor(new float[] { 10, 11 }));
        AdaptiveAvgPool2d(1).call(image).view(2).ShouldBeClose(tensor(new float[] { 2.5f, 8.5f }));
        var (values, places) = AdaptiveMaxPool1d(2).forward_with_indices(x);
        values[0, 0].ShouldBeClose(tensor(new float[] { 2, 5 }));
        places[0, 0].ShouldBeClose(tensor(new long[] { 2, 5 }));
    }

    [Fact]
    public void UnfoldAndFold_SumOverlaps()
    {
        var x = randn(2, 3, 5, 6);
        var columns = functional.unfold(x, 3, padding: 1);
        columns.shape.Should().Equal(2, 27, 30);
        var counted = functional.fold(functional.unfold(ones_like(x), 3, padding: 1), (5, 6), (3, 3), padding: (1, 1));
        functional.fold(columns, (5, 6), (3, 3), padding: (1, 1)).ShouldBeClose(x * counted, 1e-5);
    }

    [Fact]
    public void Pads_FillTheEdges()
    {
        var x = arange(3, dtype: float32).view(1, 1, 3);
        ConstantPad1d((1, 2), 9).call(x).view(-1).ShouldBeClose(tensor(new float[] { 9, 0, 1, 2, 9, 9 }));
        ReflectionPad1d(1).call(x).view(-1).ShouldBeClose(tensor(new float[] { 1, 0, 1, 2, 1 }));
        ReplicationPad1d((2, 0)).call(x).view(-1).ShouldBeClose(tensor(new float[] { 0, 0, 0, 1, 2 }));
        ZeroPad2d((1, 0, 0, 1)).call(ones(1, 1, 2, 2)).view(3, 3).sum([0L]).ShouldBeClose(tensor(new float[] { 0, 2, 2 }));
    }

    [Fact]
    public void Interpolate_LinearlyAndToTheNearest()
    {
        var x = tensor(new float[] { 0, 2, 4 }).view(1, 1, 3);
        functional.interpolate(x, size: [5], mode: InterpolationMode.Linear, align_corners: true).view(-1)
            .ShouldBeClose(tensor(new float[] { 0, 1, 2, 3, 4 }));
        functional.interpolate(x, scale_factor: [2.0]).view(-1).ShouldBeClose(tensor(new float[] { 0, 0, 2, 2, 4, 4 }));
        functional.interpolate(x, size: [1], mode: InterpolationMode.Area).item<float>().Should().Be(2);
        ((Action)(() => functional.interpolate(x))).Should().Throw<ArgumentException>();
    }
}
