using static TorchSharp.torch;

namespace Eegavi.Tests;

public sealed class MaskedTests
{
    private static readonly Tensor Valid = tensor(new[] { true, false, true, true, false, false }).view(2, 3);

    [Theory]
    [InlineData(5L)]
    [InlineData(5L, 4L)]
    [InlineData]
    public void Zero_FillsWhatIsMasked(params long[] after)
    {
        long[] shape = [2, 3, .. after];
        var values = arange(1, 1 + shape.Aggregate(1L, (a, b) => a * b), ScalarType.Float32).view(shape);
        var mask = after.Aggregate(Valid, (m, _) => m.unsqueeze(-1));
        var polluted = values.masked_fill(mask.logical_not(), double.NaN);
        Masked.Zero(polluted, Valid).eq(values * mask).all().item<bool>().Should().BeTrue();
        Masked.Zero(values.transpose(0, 1), Valid.transpose(0, 1)).eq((values * mask).transpose(0, 1)).all().item<bool>().Should().BeTrue();
    }

    [Fact]
    public void Zero_AMaskForAllChannels_FillsEachOfThem()
    {
        // B=2, C=3, S=4: samples 2 and 3 of the second row.
        var valid = ones([2, 1, 4], ScalarType.Bool);
        valid[1, 0, 2..] = tensor(false);
        var zeroed = Masked.Zero(full([2, 3, 4], 5.0).masked_fill(valid.logical_not(), double.NaN), valid);
        zeroed.eq(5 * valid.expand(2, 3, 4).to_type(ScalarType.Float32)).all().item<bool>().Should().BeTrue();
    }

    [Fact]
    public void Zero_NothingMasked_IsTheSameTensor()
    {
        var values = randn(2, 3, 4);
        Masked.Zero(values, ones_like(Valid)).Should().BeSameAs(values);
    }

    [Fact]
    public void Zero_LeavesWhatItWasGiven()
    {
        var values = ones(2, 3, 4);
        Masked.Zero(values, Valid);
        values.sum().item<float>().Should().Be(24);
    }

    [Theory]
    [InlineData(7.0, true)]
    [InlineData(double.NaN, false)]
    [InlineData(double.NegativeInfinity, false)]
    [InlineData(1e30, false)]
    public void Weighable_TakesOutWhatAWeightOfZeroWouldNot(double hidden, bool same)
    {
        var values = ones(2, 3, 4).masked_fill(Valid.logical_not().unsqueeze(-1), hidden);
        var weighable = Masked.Weighable(values, Valid);
        ReferenceEquals(weighable, values).Should().Be(same);
        (weighable * Valid.unsqueeze(-1)).sum().item<float>().Should().Be(12);
    }

    [Fact]
    public void Weighable_HalfPrecision_IsZeroed()
    {
        // B=2, T=3, D=4.
        var values = ones([2, 3, 4], ScalarType.BFloat16);
        Masked.Weighable(values, Valid).sum().to_type(ScalarType.Float32).item<float>().Should().Be(12);
    }

    [Fact]
    public void Mean_IsOfWhatIsReal_AndItsGradientToo()
    {
        var values = randn([2, 3, 4], ScalarType.Float64).masked_fill(Valid.logical_not().unsqueeze(-1), double.NaN).requires_grad_();
        var mean = Masked.Mean(values, Valid);
        (mean[0] - ((values[0, 0] + values[0, 2]) / 2)).abs().max().item<double>().Should().BeLessThan(1e-12);
        (mean[1] - values[1, 0]).abs().max().item<double>().Should().BeLessThan(1e-12);
        mean.sum().backward();
        values.grad!.eq(tensor(new[] { 0.5, 0, 0.5, 1, 0, 0 }).view(2, 3, 1)).all().item<bool>().Should().BeTrue();
    }

    [Theory]
    [InlineData(float.MaxValue)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NaN)]
    public void Mean_WhateverStandsUnderTheMask_IsTheSame(float hidden)
    {
        var values = randn(2, 3, 4);
        var polluted = values.masked_fill(Valid.logical_not().unsqueeze(-1), hidden).requires_grad_();
        var mean = Masked.Mean(polluted, Valid);
        mean.eq(Masked.Mean(values.masked_fill(Valid.logical_not().unsqueeze(-1), 0), Valid)).all().item<bool>().Should().BeTrue();
        mean.sum().backward();
        polluted.grad!.masked_select(Valid.logical_not().unsqueeze(-1)).eq(0).all().item<bool>().Should().BeTrue();
    }

    [Fact]
    public void Finite_LooksBeyondTheSum()
    {
        Masked.Finite(full([3], float.MaxValue)).Should().BeTrue();
        Masked.Finite(tensor(new[] { 1f, float.NaN })).Should().BeFalse();
        Masked.Finite(tensor(new[] { float.NegativeInfinity, float.PositiveInfinity })).Should().BeFalse();
        Masked.Finite(zeros(0)).Should().BeTrue();
    }

    [Fact]
    public void Mean_OfNothing_IsExactlyZero()
    {
        Masked.Mean(full([2, 3, 4], double.NaN), zeros_like(Valid)).eq(0).all().item<bool>().Should().BeTrue();
        Masked.Mean(randn(2, 0, 4), ones([2, 0], ScalarType.Bool)).eq(zeros(2, 4)).all().item<bool>().Should().BeTrue();
        Masked.Mean(randn(3, 4), tensor(new[] { false, false, false })).shape.Should().Equal(4);
    }
}
