using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

/// <summary>What tests ask of tensors and modules.</summary>
internal static class Check
{
    public static void ShouldBe(this Tensor actual, Tensor expected, double tolerance = 1e-5)
    {
        actual.shape.Should().Equal(expected.shape);
        var worst = (actual - expected).abs().max().ToDouble();
        worst.Should().BeLessThanOrEqualTo(tolerance * Math.Max(1, expected.abs().max().ToDouble()));
    }

    public static void ShouldBeExactly(this Tensor actual, Tensor expected) =>
        actual.eq(expected).all().ToBoolean().Should().BeTrue();

    public static void ShouldBeFinite(this Tensor tensor) => tensor.isfinite().all().ToBoolean().Should().BeTrue();

    /// <summary>Gives every parameter random values, so that nothing is closed, zero or one.</summary>
    public static T Shaken<T>(this T part, double size = 0.5) where T : class
    {
        using var _ = no_grad();
        foreach (var parameter in ((nn.Module)(object)part).parameters()) parameter.uniform_(-size, size);
        return part;
    }

    public static void GradientsShouldBeFinite(object part)
    {
        foreach (var (_, parameter) in ((nn.Module)part).named_parameters()) parameter.grad?.ShouldBeFinite();
    }

    /// <summary>Asks that each parameter has a gradient, except those whose gradient is 0 by nature.</summary>
    public static void EveryParameterShouldHaveAGradient(object part, params string[] except)
    {
        foreach (var (name, parameter) in ((nn.Module)part).named_parameters().Where(p => !except.Any(p.name.EndsWith)))
            (parameter.grad is { } grad && grad.abs().max().ToDouble() > 0).Should().BeTrue($"{name} should learn");
    }

    /// <summary>Compares gradients with central differences, at a few places of each tensor. All in float64.</summary>
    public static void GradientsShouldMatchDifferences(Func<Tensor> loss, IEnumerable<Tensor> leaves)
    {
        var list = leaves.ToList();
        loss().backward();
        var gradients = list.Select(leaf => leaf.grad!.clone()).ToList();
        using var _ = no_grad();
        foreach (var (leaf, gradient) in list.Zip(gradients))
        {
            foreach (var place in new[] { 0, leaf.numel() / 2, leaf.numel() - 1 }.Distinct())
                gradient.flatten()[place].ToDouble().Should().BeApproximately(Difference(loss, leaf, place), 1e-6);
        }
    }

    private static double Difference(Func<Tensor> loss, Tensor leaf, long place)
    {
        const double Step = 1e-5;
        var cell = leaf.view(-1).narrow(0, place, 1);
        cell.add_(Step);
        var above = loss().ToDouble();
        cell.sub_(2 * Step);
        var below = loss().ToDouble();
        cell.add_(Step);
        return (above - below) / (2 * Step);
    }
}
