using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Encoders.Tests;

public sealed class ConvEegEncoderTests
{
    private static ConvEegEncoderOptions Options => new() { Channels = 3, SamplingRateHz = 128, Widths = [4, 6, 8, 10] };

    public ConvEegEncoderTests() => manual_seed(2);

    private static ConvEegEncoder Encoder(ConvEegEncoderOptions? options = null) => new(options ?? Options);

    [Fact]
    public void Make_AsInTheSeedSystem_HasItsParameters() =>
        Windows.ParameterCount(new ConvEegEncoder(new() { Channels = 28, SamplingRateHz = 250, OutputWidth = 128, Pool = TokenPool.Global })).Should().Be(576_448);

    [Theory]
    [InlineData(512, 32)]
    [InlineData(500, 32)]
    [InlineData(17, 2)]
    public void Forward_MakesATokenOf16Samples(long samples, long tokens)
    {
        var media = Encoder().call(Windows.Random([2, 3, samples], samples, 1 / 128.0));
        media.Values.shape.Should().Equal(2, 1, tokens, 10);
        Encoder().SecondsPerToken.Should().Be(0.125);
        media.Seconds[0, 0, 1].ToDouble().Should().BeApproximately(samples == 17 ? 16.5 / 128 : 24 / 128.0, 1e-6);
        media.Span[0, 0, 1].ToDouble().Should().Be(1 / 16.0);
    }

    [Fact]
    public void Forward_Global_IsTheMeanOfRealTokens()
    {
        var window = Windows.Random([2, 3, 64], 64, 1 / 128.0);
        window.Valid[0, 32..] = tensor(false);
        var (tokens, pooled) = (Encoder(), Encoder(Options with { Pool = TokenPool.Global }));
        pooled.load_state_dict(tokens.state_dict());
        var mean = tokens.call(window).Values[0, 0].narrow(0, 0, 2).mean([0]);
        var one = pooled.call(window);
        one.Values[0, 0, 0].ShouldBe(mean);
        one.Seconds[0, 0, 0].ToDouble().Should().Be(16 / 128.0);
    }

    [Fact]
    public void Forward_TokenWithoutRealSamples_IsNotReal()
    {
        var window = Windows.Random([1, 3, 64], 64);
        window.Valid[0, 10..32] = tensor(false);
        var media = Encoder().call(window);
        media.Valid[0, 0].data<bool>().Should().Equal(true, false, true, true);
        media.Seconds[0, 0, 0].ToDouble().Should().Be(5);
    }

    [Fact]
    public void Forward_WhatStandsUnderAMask_DoesNotMatter()
    {
        var encoder = Encoder();
        encoder.eval();
        var window = Windows.Random([2, 3, 64], 64);
        window.Valid[0, 10..20] = tensor(false);
        window.Valid[1] = tensor(false);
        var polluted = window.Values.masked_fill(window.Valid.logical_not().unsqueeze(1), double.NaN);
        encoder.call(window.With(polluted)).Values.ShouldBe(encoder.call(window).Values, 0);
    }

    [Fact]
    public void Train_AbsentRows_LeaveTheStatisticsAlone()
    {
        var (without, with) = (Encoder(), Encoder());
        with.load_state_dict(without.state_dict());
        var window = Windows.Random([3, 3, 64], 64);
        window.Valid[1] = tensor(false);
        var rows = tensor(new long[] { 0, 2 });
        var present = without.call(window.Rows(rows));
        var all = with.call(window);
        all.Values.index_select(0, rows).ShouldBe(present.Values);
        all.Values[1].abs().max().ToDouble().Should().Be(0);
        foreach (var (name, buffer) in with.named_buffers()) buffer.to_type(ScalarType.Float32).ShouldBe(without.get_buffer(name)!.to_type(ScalarType.Float32));
    }

    [Fact]
    public void Train_NothingThere_GivesZeros()
    {
        var window = Windows.Random([2, 3, 64], 64);
        Encoder().call(window.With(valid: zeros_like(window.Valid))).Values.abs().max().ToDouble().Should().Be(0);
    }

    [Fact]
    public void Backward_EveryParameterLearns()
    {
        var encoder = Encoder(Options with { OutputWidth = 5 });
        encoder.call(Windows.Random([2, 3, 64], 64)).Values.pow(3).sum().backward();
        foreach (var (name, parameter) in encoder.named_parameters())
            parameter.grad!.isfinite().all().ToBoolean().Should().BeTrue(name);
    }

    [Fact]
    public void Forward_OtherChannels_SaysWhatItExpected() =>
        Encoder().Invoking(e => e.call(Windows.Random([2, 4, 64], 64))).Should().Throw<ArgumentException>()
            .WithMessage("Expected [B, 3, S]*got [2, 4, 64].");

    [Fact]
    public void Forward_LeavesNoTensors()
    {
        var encoder = Encoder();
        var window = Windows.Random([2, 3, 64], 64);
        var before = Tensor.TotalCount;
        using (no_grad()) encoder.call(window).Dispose();
        Tensor.TotalCount.Should().BeLessThanOrEqualTo(before);
    }
}
