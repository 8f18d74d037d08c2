using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

// B=2, T=3, D=5.
public sealed class GateTests
{
    private readonly Tensor _branch, _query;

    public GateTests()
    {
        manual_seed(4);
        (_branch, _query) = (randn(2, 3, 5), randn(2, 3, 5));
    }

    public static TheoryData<string, object?, double> Openness => new()
    {
        { "tanh", null, 0 },
        { "tanh", new TanhGateOptions { Init = -4 }, -0.99932930 },
        { "sigmoid", null, 0.01798621 },
        { "sigmoid", new SigmoidGateOptions { Init = 0 }, 0.5 },
        { "vector", new VectorGateOptions { Init = 0.5, Norm = false }, 0.46211716 },
        { "layer-scale", null, 0.1 },
        { "fixed", null, 1 },
        { "fixed", new FixedGateOptions { Value = 0.25 }, 0.25 },
    };

    [Theory]
    [MemberData(nameof(Openness))]
    public void Forward_BeforeTraining_IsAsOpenAsItSays(string name, object? options, double openness)
    {
        var gate = Gate(name, options);
        gate.InitialOpenness.Should().BeApproximately(openness, 1e-8);
        gate.call(_branch, _query).ShouldBe(_branch * openness);
    }

    [Theory]
    [MemberData(nameof(Openness))]
    public void Forward_Asked_ReportsItsOpenness(string name, object? options, double openness)
    {
        using var diagnostics = Diagnostics.Collect();
        Gate(name, options).call(_branch, _query);
        diagnostics.Values["gate"].Should().BeApproximately(openness, 1e-6);
    }

    [Fact]
    public void Vector_IsNormalisedAndClosedAtTheStart()
    {
        Gate("vector").call(_branch, _query).ShouldBeExactly(zeros(2, 3, 5));
        var open = Gate("vector", new VectorGateOptions { Init = 0.5 });
        open.call(_branch, _query).ShouldBe(nn.functional.layer_norm(_branch, [5]) * 0.46211716);
        open.call(_branch * 100, _query).ShouldBe(open.call(_branch, _query), 1e-3);
    }

    [Fact]
    public void Vector_ReportsHowFarItsChannelsOpenInEitherDirection()
    {
        var gate = Gate("vector", new VectorGateOptions { Norm = false });
        using (no_grad()) ((nn.Module)gate).parameters().Single().copy_(tensor(new[] { 1f, -1, 1, -1, 0 }).atanh().clamp(-9, 9));
        using var diagnostics = Diagnostics.Collect();
        gate.call(_branch, _query);
        diagnostics.Values["gate"].Should().BeApproximately(0, 1e-6);
        diagnostics.Values["gate_rms"].Should().BeApproximately(Math.Sqrt(0.8), 1e-6);
    }

    [Theory]
    [InlineData("tanh")]
    [InlineData("sigmoid")]
    [InlineData("vector")]
    [InlineData("layer-scale")]
    [InlineData("fixed")]
    public void Forward_ATokenThatReadNothing_GetsExactlyNothing(string name) =>
        Gate(name).Shaken().call(zeros(2, 3, 5), _query).ShouldBeExactly(zeros(2, 3, 5));

    [Theory]
    [InlineData("tanh")]
    [InlineData("sigmoid")]
    [InlineData("vector")]
    [InlineData("layer-scale")]
    public void Forward_EveryParameterLearns(string name)
    {
        var gate = Gate(name).Shaken();
        gate.call(_branch, _query).square().sum().backward();
        Check.EveryParameterShouldHaveAGradient(gate);
    }

    [Theory]
    [InlineData("vector")]
    [InlineData("layer-scale")]
    public void Forward_AnotherWidth_IsRefused(string name) =>
        FluentActions.Invoking(() => Gate(name).call(randn(2, 3, 6), randn(2, 3, 6))).Should().Throw<ArgumentException>()
            .WithMessage("Expected [B, T, D] with D=5; got [2, 3, 6].");

    private static IGate Gate(string name, object? options = null) => Make.Part<IGate>(name, options, width: 5);
}
