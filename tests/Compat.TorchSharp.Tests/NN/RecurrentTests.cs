using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Compat.TorchSharp.Tests.NN;

// L=4, B=3, I=5, H=2.
public class RecurrentTests
{
    public RecurrentTests() => manual_seed(19);

    private static Tensor Gate(Module layer, Tensor x, Tensor h, int index, int width = 2)
    {
        Tensor Part(string name) => layer.get_parameter(name + "_l0").narrow(0, index * width, width);
        return functional.linear(x, Part("weight_ih"), Part("bias_ih")) + functional.linear(h, Part("weight_hh"), Part("bias_hh"));
    }

    [Fact]
    public void Gru_IsItsFormula()
    {
        var layer = GRU(5, 2);
        var x = randn(4, 3, 5);
        var h = zeros(3, 2);
        var steps = new List<Tensor>();
        for (var t = 0; t < 4; t++)
        {
            var (reset, update) = (Gate(layer, x[t], h, 0).sigmoid(), Gate(layer, x[t], h, 1).sigmoid());
            var fresh = (functional.linear(x[t], layer.get_parameter("weight_ih_l0")[4..], layer.get_parameter("bias_ih_l0")[4..])
                + (reset * functional.linear(h, layer.get_parameter("weight_hh_l0")[4..], layer.get_parameter("bias_hh_l0")[4..]))).tanh();
            h = ((1 - update) * fresh) + (update * h);
            steps.Add(h);
        }

        var (output, last) = layer.call(x);
        output.ShouldBeClose(stack(steps.ToArray()), 1e-5);
        last.ShouldBeClose(h.unsqueeze(0), 1e-5);
    }

    [Fact]
    public void Lstm_IsItsFormula()
    {
        var layer = LSTM(5, 2, batchFirst: true);
        var x = randn(3, 4, 5);
        var (h, c) = (randn(3, 2), randn(3, 2));
        var (output, last, cell) = layer.call(x, (h.unsqueeze(0), c.unsqueeze(0)));
        for (var t = 0; t < 4; t++)
        {
            var input = x[TensorIndex.Colon, t];
            var (i, f, g, o) = (Gate(layer, input, h, 0).sigmoid(), Gate(layer, input, h, 1).sigmoid(), Gate(layer, input, h, 2).tanh(), Gate(layer, input, h, 3).sigmoid());
            c = (f * c) + (i * g);
            h = o * c.tanh();
            output[TensorIndex.Colon, t].ShouldBeClose(h, 1e-5);
        }

        last[0].ShouldBeClose(h, 1e-5);
        cell[0].ShouldBeClose(c, 1e-5);
    }

    [Fact]
    public void Rnn_IsItsFormula()
    {
        var layer = RNN(5, 2, nonLinearity: NonLinearities.ReLU);
        var x = randn(1, 3, 5);
        layer.call(x).Item1[0].ShouldBeClose(Gate(layer, x[0], zeros(3, 2), 0).relu(), 1e-5);
    }

    [Fact]
    public void Recurrent_LayersAndDirections_HaveTheirNames()
    {
        var layer = GRU(5, 2, numLayers: 2, bidirectional: true);
        layer.named_parameters().Select(p => p.name).Should().Equal(
            from l in new[] { 0, 1 }
            from d in new[] { "", "_reverse" }
            from n in new[] { "weight_ih", "weight_hh", "bias_ih", "bias_hh" }
            select $"{n}_l{l}{d}");
        layer.get_parameter("weight_ih_l1").shape.Should().Equal(6, 4);
        var (output, last) = layer.call(randn(4, 3, 5));
        output.shape.Should().Equal(4, 3, 4);
        last.shape.Should().Equal(4, 3, 2);
    }
}
