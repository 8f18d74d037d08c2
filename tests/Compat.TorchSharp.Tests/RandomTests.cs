using static TorchSharp.torch;

namespace Eegavi.Compat.TorchSharp.Tests;

public class RandomTests
{
    [Fact]
    public void SameSeed_SameNumbers()
    {
        using var scope = NewDisposeScope();
        manual_seed(11);
        var first = randn(3, 5);
        manual_seed(11);
        randn(3, 5).Equals(first).Should().BeTrue();
        manual_seed(12);
        randn(3, 5).Equals(first).Should().BeFalse();
    }

    [Fact]
    public void RestoredState_RepeatsDropout()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var state = get_rng_state();
        var first = nn.functional.dropout(ones(50), 0.5, true);
        set_rng_state(state);
        nn.functional.dropout(ones(50), 0.5, true).Equals(first).Should().BeTrue();
    }

    [Fact]
    public void Generator_OfItsOwn_LeavesTheDefaultAlone()
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        var expected = rand(4);
        manual_seed(5);
        using var own = new Generator(99);
        _ = rand([4], generator: own);
        _ = randperm(5, generator: own);
        rand(4).Equals(expected).Should().BeTrue();
        own.initial_seed().Should().Be(99);
    }

    // The first numbers of PyTorch's Mersenne twister for seed 0, as torch.manual_seed(0); torch.randn(3) prints them.
    [Fact]
    public void Seed0_IsPyTorchsStream()
    {
        using var scope = NewDisposeScope();
        manual_seed(0);
        var drawn = randn(3).data<float>().ToArray();
        drawn[0].Should().BeApproximately(1.5410f, 1e-4f);
        drawn[1].Should().BeApproximately(-0.2934f, 1e-4f);
        drawn[2].Should().BeApproximately(-2.1788f, 1e-4f);
    }
}
