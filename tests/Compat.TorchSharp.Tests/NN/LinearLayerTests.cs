using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Compat.TorchSharp.Tests.NN;

public class LinearLayerTests
{
    public LinearLayerTests() => manual_seed(7);

    [Fact]
    public void Linear_IsTheProductPlusBias_OverAnyNumberOfAxes()
    {
        var layer = Linear(4, 6);
        var x = randn(2, 3, 5, 4);
        var expected = einsum("abci,oi->abco", x, layer.weight) + layer.bias;
        layer.call(x).ShouldBeClose(expected, 1e-5);
        (layer.in_features, layer.out_features).Should().Be((4, 6));
        layer.weight.shape.Should().Equal(6, 4);
    }

    [Fact]
    public void Linear_FreshWeights_AreWithinOneOverTheRootOfTheInput()
    {
        var layer = Linear(400, 300);
        var bound = 1 / Math.Sqrt(400);
        foreach (var values in layer.parameters())
        {
            values.abs().max().item<float>().Should().BeInRange((float)(0.95 * bound), (float)bound);
            values.requires_grad.Should().BeTrue();
        }
    }

    [Fact]
    public void Linear_OfGivenWeights_UsesThem()
    {
        var layer = Linear(Parameter(full(2, 3, 2.0f)), Parameter(ones(2)));
        layer.call(ones(1, 3)).ShouldBeClose(full(1, 2, 7.0f));
        Linear(Parameter(ones(2, 3))).bias.Should().BeNull();
    }

    [Fact]
    public void Linear_OtherWidth_Throws() =>
        Linear(4, 6).Invoking(l => l.call(ones(2, 5))).Should().Throw<System.Runtime.InteropServices.ExternalException>();

    [Fact]
    public void Linear_SetBiasToNull_TakesItOutOfTheState()
    {
        var layer = Linear(2, 3);
        layer.bias = null;
        layer.state_dict().Keys.Should().Equal("weight");
        layer.call(zeros(1, 2)).ShouldBeClose(zeros(1, 3));
    }

    [Fact]
    public void Bilinear_IsTheDoubleProduct()
    {
        var layer = Bilinear(3, 4, 5);
        var (x, y) = (randn(2, 3), randn(2, 4));
        layer.call(x, y).ShouldBeClose(einsum("bi,oij,bj->bo", x, layer.weight, y) + layer.bias, 1e-5);
    }

    [Fact]
    public void Embedding_ReadsRows_AndItsPaddingRowLearnsNothing()
    {
        var layer = Embedding(7, 4, padding_idx: 2);
        layer.weight[2].ShouldBeClose(zeros(4));
        var index = tensor(new long[,] { { 0, 2, 5 }, { 5, 6, 2 } });
        var result = layer.call(index);
        result.shape.Should().Equal(2, 3, 4);
        result[1, 0].ShouldBeClose(layer.weight[5]);
        result.sum().backward();
        layer.weight.grad.sum(1).ShouldBeClose(tensor(new float[] { 4, 0, 0, 0, 0, 8, 4 }));
    }

    [Fact]
    public void Embedding_FromPretrained_IsFrozenCopy()
    {
        var table = arange(6, dtype: float32).view(3, 2);
        var layer = Embedding_from_pretrained(table);
        layer.weight.requires_grad.Should().BeFalse();
        layer.call(tensor(new long[] { 2 })).ShouldBeClose(tensor(new float[,] { { 4, 5 } }));
        Embedding_from_pretrained(table, freeze: false).weight.requires_grad.Should().BeTrue();
    }

    [Fact]
    public void Dropout_InTraining_ScalesWhatItKeeps()
    {
        var layer = Dropout(0.25);
        var result = layer.call(ones(10000));
        result.unique().output.ShouldBeClose(tensor(new float[] { 0, 1 / 0.75f }), 1e-6);
        result.mean().item<float>().Should().BeApproximately(1, 0.03f);
    }

    [Fact]
    public void Dropout_InEvaluation_GivesTheVeryNumbers_WithoutACopy()
    {
        var layer = Dropout(0.25);
        layer.eval();
        using var x = ones(3);
        using var y = layer.call(x);
        x[0] = 5;
        y[0].item<float>().Should().Be(5);
        y.Should().NotBeSameAs(x);
    }

    [Fact]
    public void Identity_GivesAnotherViewOfItsInput()
    {
        using var x = ones(3);
        var y = Identity().call(x);
        y.Should().NotBeSameAs(x);
        y[0] = 5;
        x[0].item<float>().Should().Be(5);
    }

    [Fact]
    public void FlattenAndUnflatten_AreInverse()
    {
        var x = randn(2, 3, 4, 5);
        var flat = Flatten().call(x);
        flat.shape.Should().Equal(2, 60);
        Unflatten(1, [3, 4, 5]).call(flat).Equals(x).Should().BeTrue();
        Flatten(0, 1).call(x).shape.Should().Equal(6, 4, 5);
    }
}
