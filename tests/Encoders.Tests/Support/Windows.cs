using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Encoders.Tests;

/// <summary>Windows of noise, and what tests ask of encoders.</summary>
internal static class Windows
{
    /// <summary>[B, …] with <paramref name="steps"/> steps, one every <paramref name="period"/> seconds.</summary>
    public static ModalityWindow Random(long[] shape, long steps, double period = 1) => new()
    {
        Values = randn(shape),
        Valid = ones([shape[0], steps], ScalarType.Bool),
        Seconds = ((arange(steps, ScalarType.Float32) + 0.5) * period).expand(shape[0], steps).clone(),
    };

    public static ModalityWindow With(this ModalityWindow window, Tensor? values = null, Tensor? valid = null) => new()
    {
        Values = values ?? window.Values,
        Valid = valid ?? window.Valid,
        Seconds = window.Seconds,
    };

    public static void ShouldBe(this Tensor actual, Tensor expected, double tolerance = 1e-5)
    {
        actual.shape.Should().Equal(expected.shape);
        (actual - expected).abs().max().ToDouble().Should().BeLessThanOrEqualTo(tolerance * Math.Max(1, expected.abs().max().ToDouble()));
    }

    public static void ShouldBeFinite(this Tensor tensor) => tensor.isfinite().all().ToBoolean().Should().BeTrue();

    public static long ParameterCount(nn.Module module) => module.parameters().Sum(p => p.numel());
}
