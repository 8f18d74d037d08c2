using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Compat.TorchSharp.Tests.NN;

public class ActivationTests
{
    private readonly Tensor _x = tensor(new double[] { -3.5, -1, -0.25, 0.25, 1, 7 });

    public static TheoryData<string, Func<Tensor, Tensor>, Func<Tensor, Tensor>, Func<double, double>> Cases => new()
    {
        { "relu", x => functional.relu(x), ReLU().call, x => Math.Max(0, x) },
        { "relu6", x => functional.relu6(x), ReLU6().call, x => Math.Clamp(x, 0, 6) },
        { "silu", x => functional.silu(x), SiLU().call, x => x / (1 + Math.Exp(-x)) },
        { "sigmoid", functional.sigmoid, Sigmoid().call, x => 1 / (1 + Math.Exp(-x)) },
        { "tanh", x => functional.tanh(x), Tanh().call, Math.Tanh },
        { "mish", x => functional.mish(x), Mish().call, x => x * Math.Tanh(Math.Log(1 + Math.Exp(x))) },
        { "elu", x => functional.elu(x, 0.5), ELU(0.5).call, x => x > 0 ? x : 0.5 * (Math.Exp(x) - 1) },
        { "celu", x => functional.celu(x, 2), CELU(2).call, x => x > 0 ? x : 2 * (Math.Exp(x / 2) - 1) },
        { "leaky_relu", x => functional.leaky_relu(x, 0.2), LeakyReLU(0.2).call, x => x > 0 ? x : 0.2 * x },
        { "hardtanh", x => functional.hardtanh(x, -2, 3), Hardtanh(-2, 3).call, x => Math.Clamp(x, -2, 3) },
        { "hardswish", x => functional.hardswish(x), Hardswish().call, x => x * Math.Clamp(x + 3, 0, 6) / 6 },
        { "hardsigmoid", x => functional.hardsigmoid(x), Hardsigmoid().call, x => Math.Clamp(x + 3, 0, 6) / 6 },
        { "softsign", x => functional.softsign(x), Softsign().call, x => x / (1 + Math.Abs(x)) },
        { "tanhshrink", x => functional.tanhshrink(x), Tanhshrink().call, x => x - Math.Tanh(x) },
        { "softplus", x => functional.softplus(x, 2), Softplus(2).call, x => Math.Log(1 + Math.Exp(2 * x)) / 2 },
        { "logsigmoid", functional.logsigmoid, LogSigmoid().call, x => -Math.Log(1 + Math.Exp(-x)) },
        { "hardshrink", x => functional.hardshrink(x), Hardshrink().call, x => Math.Abs(x) > 0.5 ? x : 0 },
        { "softshrink", x => functional.softshrink(x), Softshrink().call, x => Math.Sign(x) * Math.Max(0, Math.Abs(x) - 0.5) },
        { "threshold", x => functional.threshold(x, 0.5, 9), Threshold(0.5, 9).call, x => x > 0.5 ? x : 9 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Activation_IsItsFormula_AsFunctionAndAsModule(string name, Func<Tensor, Tensor> function, Func<Tensor, Tensor> module, Func<double, double> formula)
    {
        var expected = tensor(_x.data<double>().Select(formula).ToArray());
        function(_x).ShouldBeClose(expected, 1e-9);
        module(_x).ShouldBeClose(expected, 1e-9);
        name.Should().NotBeEmpty();
    }

    [Fact]
    public void Gelu_IsXTimesTheNormalShare()
    {
        var expected = _x * (1 + (_x / Math.Sqrt(2)).erf()) / 2;
        functional.gelu(_x).ShouldBeClose(expected, 1e-12);
        GELU().call(_x).ShouldBeClose(expected, 1e-12);
    }

    [Fact]
    public void InPlace_ChangesTheInput_AndGivesAnotherViewOfIt()
    {
        var x = tensor(new float[] { -1, 2 });
        using var y = functional.relu(x, inplace: true);
        x.ShouldBeClose(tensor(new float[] { 0, 2 }));
        y.Should().NotBeSameAs(x);
        functional.gelu(x, inplace: true).Equals(x).Should().BeTrue();
    }

    [Fact]
    public void Softmax_OverAnAxis_AndItsRelatives()
    {
        var x = randn(3, 4, dtype: float64);
        var expected = x.exp() / x.exp().sum([1L], keepdim: true);
        functional.softmax(x, 1).ShouldBeClose(expected, 1e-12);
        Softmax(1).call(x).ShouldBeClose(expected, 1e-12);
        functional.log_softmax(x, 1).ShouldBeClose(expected.log(), 1e-12);
        LogSoftmax(1).call(x).ShouldBeClose(expected.log(), 1e-12);
        functional.softmin(-x, 1).ShouldBeClose(expected, 1e-12);
        functional.softmax(x, 1, float32).dtype.Should().Be(float32);
        GLU(1).call(x).ShouldBeClose(x[TensorIndex.Colon, ..2] * x[TensorIndex.Colon, 2..].sigmoid(), 1e-12);
    }

    [Fact]
    public void PRelu_LearnsItsSlope()
    {
        var layer = PReLU(1);
        layer.call(tensor(new float[] { -2, 3 })).ShouldBeClose(tensor(new float[] { -0.5f, 3 }));
        layer.state_dict().Keys.Should().Equal("weight");
    }

    [Fact]
    public void SmoothActivations_Gradients()
    {
        Func<Tensor, Tensor>[] all = [functional.gelu, x => functional.silu(x), x => functional.mish(x), x => functional.elu(x, 0.7), functional.logsigmoid];
        foreach (var one in all)
        {
            Func<Tensor[], Tensor> f = t => one(t[0]);
            f.ShouldHaveTheRightGradient(_x.clone());
        }
    }
}
