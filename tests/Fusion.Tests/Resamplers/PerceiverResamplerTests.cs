using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

// B=2, M=3, N=4, E=10, L=6.
public sealed class PerceiverResamplerTests
{
    private readonly MediaTokens _media;

    public PerceiverResamplerTests()
    {
        manual_seed(7);
        _media = Tokens.Media(2, 3, 4, 10);
    }

    private static PerceiverResamplerOptions Small => new() { Latents = 6, Heads = 2, HeadWidth = 4 };

    private static PerceiverResampler Resampler(PerceiverResamplerOptions? options = null) =>
        (PerceiverResampler)Make.Part<IResampler>("perceiver", options ?? Small, inputWidth: 10);

    [Fact]
    public void Forward_GivesLatentsForEachItem_WithItsTime()
    {
        var tokens = Resampler().call(_media);
        tokens.Values.shape.Should().Equal(2, 18, 10);
        tokens.Item[1].data<long>().Should().Equal(Enumerable.Range(0, 18).Select(i => i / 6L));
        tokens.Seconds[0, 6].ToDouble().Should().Be(6);
        tokens.Span[0, 6].ToDouble().Should().Be(2);
    }

    [Fact]
    public void Forward_ItemsAreResampledApart()
    {
        var resampler = Resampler();
        var values = _media.Values.clone();
        values[0, 1] += 1;
        var change = (resampler.call(_media.With(values)).Values - resampler.call(_media).Values).abs().amax(2);
        change[0].narrow(0, 6, 6).min().ToDouble().Should().BePositive();
        change[0].narrow(0, 0, 6).max().ToDouble().Should().BeLessThan(1e-5);
        change[0].narrow(0, 12, 6).max().ToDouble().Should().BeLessThan(1e-5);
        change[1].max().ToDouble().Should().BeLessThan(1e-5);
    }

    [Fact]
    public void Forward_MaskedTokens_AreAsIfTheyWereNotThere()
    {
        var resampler = Resampler();
        var valid = _media.Valid.clone();
        valid[.., .., 3] = tensor(false);
        var polluted = _media.Values.clone();
        polluted[.., .., 3] = tensor(float.NaN);
        var shorter = new MediaTokens
        {
            Values = _media.Values.narrow(2, 0, 3),
            Valid = _media.Valid.narrow(2, 0, 3),
            Seconds = _media.Seconds.narrow(2, 0, 3),
            Span = _media.Span.narrow(2, 0, 3),
        };
        resampler.call(_media.With(polluted, valid)).Values.ShouldBe(resampler.call(shorter).Values);
    }

    [Fact]
    public void Forward_AbsentItem_HasInvalidLatentsOfZero()
    {
        var valid = _media.Valid.clone();
        valid[1, 2] = tensor(false);
        var tokens = Resampler().call(_media.With(valid: valid));
        tokens.Valid[1].data<bool>().Should().Equal(Enumerable.Range(0, 18).Select(i => i < 12));
        tokens.Values[1].narrow(0, 12, 6).ShouldBeExactly(zeros(6, 10));
    }

    [Fact]
    public void Backward_NothingThere_IsFinite()
    {
        var resampler = Resampler();
        var values = full_like(_media.Values, double.NaN).requires_grad_();
        var tokens = resampler.call(_media.With(values, zeros_like(_media.Valid)));
        tokens.Values.ShouldBeExactly(zeros(2, 18, 10));
        tokens.Seconds.ShouldBeFinite();
    }

    [Fact]
    public void Backward_EveryParameterLearns()
    {
        var resampler = Resampler(Small with { MediaPositions = 3 });
        resampler.call(_media).Values.pow(3).sum().backward();
        Check.EveryParameterShouldHaveAGradient(resampler);
    }

    [Fact]
    public void Backward_MatchesDifferences()
    {
        var resampler = Resampler(Small with { Depth = 1 }).to(ScalarType.Float64);
        var values = _media.Values.to_type(ScalarType.Float64).requires_grad_();
        var valid = _media.Valid.clone();
        valid[0, 1, 2] = tensor(false);
        Check.GradientsShouldMatchDifferences(() => resampler.call(_media.With(values, valid)).Values.pow(3).mean(), [values, .. resampler.parameters()]);
    }

    [Fact]
    public void Forward_UnitSeconds_CutsItemsIntoUnitsOfTheSharedClock()
    {
        // 12 tokens at 0.5 … 11.5 s in 3 items; units of 2 s, so 6 units of which each item fills 2.
        var tokens = Resampler(Small with { UnitSeconds = 2 }).call(_media);
        tokens.Values.shape.Should().Equal(2, 3 * 6 * 6, 10);
        var seconds = tokens.Seconds[0].masked_select(tokens.Valid[0]).view(-1, 6);
        seconds.select(1, 0).data<float>().Should().Equal(1, 3, 5, 7, 9, 11);
        tokens.Span[0, 0].ToDouble().Should().Be(1);
    }

    [Fact]
    public void Forward_MoreItemsThanPositions_SaysWhatToDo() =>
        Resampler(Small with { MediaPositions = 2 }).Invoking(r => r.call(_media)).Should().Throw<ArgumentException>()
            .WithMessage("Expected at most 2 media items*got 3. Raise mediaPositions.");

    [Fact]
    public void Forward_LeavesNoTensors()
    {
        var resampler = Resampler(Small with { UnitSeconds = 2 });
        var before = Tensor.TotalCount;
        using (no_grad()) resampler.call(_media).Dispose();
        Tensor.TotalCount.Should().BeLessThanOrEqualTo(before);
    }

    [Fact]
    public void Forward_UnderBfloat16_IsNear_WithGradientsInFloat32()
    {
        var resampler = Resampler();
        var exact = resampler.call(_media).Values;
        using var _ = Precision.Use(ScalarType.BFloat16);
        var values = resampler.call(_media).Values;
        values.dtype.Should().Be(ScalarType.Float32);
        values.ShouldBe(exact, 0.05);
        (values - exact).abs().max().ToDouble().Should().BePositive();
        (values * values).sum().backward();
        Check.EveryParameterShouldHaveAGradient(resampler);
    }
}
