using static TorchSharp.torch;
using Style = TorchSharp.TensorStringStyle;

namespace Eegavi.Compat.TorchSharp.Tests;

/// <summary>Comparisons of tensors for tests.</summary>
internal static class Close
{
    /// <summary>Fails, with both tensors in the message, unless they agree within a tolerance.</summary>
    internal static void ShouldBeClose(this Tensor actual, Tensor expected, double tolerance = 1e-6)
    {
        actual.shape.Should().Equal(expected.shape);
        var far = (actual.to(float64) - expected.to(float64)).abs().max().item<double>();
        far.Should().BeLessThan(tolerance, "expected {0}, got {1}", expected.ToString(Style.Numpy), actual.ToString(Style.Numpy));
    }

    /// <summary>Fails unless the gradient of a function agrees with what small changes of its inputs do.</summary>
    internal static void ShouldHaveTheRightGradient(this Func<Tensor[], Tensor> function, params Tensor[] inputs)
    {
        const double step = 1e-6;
        foreach (var input in inputs) input.requires_grad_();
        using var weights = randn_like(function(inputs));
        (function(inputs) * weights).sum().backward();
        using var mode = no_grad();
        foreach (var input in inputs)
        {
            var numeric = zeros_like(input);
            var (flat, slots) = (input.view(-1), numeric.view(-1));
            for (var i = 0L; i < flat.shape[0]; i++)
            {
                var value = flat[i].item<double>();
                flat[i] = value + step;
                var above = (function(inputs) * weights).sum().item<double>();
                flat[i] = value - step;
                var below = (function(inputs) * weights).sum().item<double>();
                flat[i] = value;
                slots[i] = (above - below) / (2 * step);
            }

            input.grad.ShouldBeClose(numeric, 1e-6);
        }
    }
}
