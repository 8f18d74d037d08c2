using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Losses.Tests.Parity;

/// <summary>Comparison with a fixture's tensors.</summary>
internal static class Compare
{
    // Of a gradient towards a vector that the reference takes as it comes, what remains where ours makes its length one.
    public static Tensor Tangential(Tensor gradient, Tensor unit) => gradient - unit.detach() * (gradient * unit.detach()).sum(1, keepdim: true);

    public static void Set(nn.Module loss, string name, double value)
    {
        using var _ = no_grad();
        Parameter(loss, name).fill_(value);
    }

    public static Tensor Parameter(nn.Module loss, string name) => loss.named_parameters().Single(p => p.name == name).parameter;

    // In float32 the published gradients of parameters are themselves no better than that.
    public static double OfParameters(double tolerance) => tolerance < 1e-6 ? tolerance : 10 * tolerance;

    public static void Close(Tensor actual, Tensor expected, double tolerance)
    {
        actual.shape.Should().Equal(expected.shape);
        var limit = tolerance * Math.Max(1, expected.abs().max().ToDouble());
        (actual.detach() - expected).abs().max().ToDouble().Should().BeLessThanOrEqualTo(limit);
    }
}
