using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

public sealed class LateTests
{
    private readonly TokenSequence _query, _audio, _video;

    public LateTests()
    {
        manual_seed(3);
        (_query, _audio, _video) = (Tokens.Random(3, 5, 16), Tokens.Random(3, 7, 12), Tokens.Random(3, 4, 10));
    }

    public static TheoryData<string> Names => ["late-sum", "late-concat", "late-gated"];

    private static IFusionBlock Block(string name)
    {
        var block = Make.Part<IFusionBlock>(name, contexts: [12, 10]).Shaken();
        ((nn.Module)block).eval();
        return block;
    }

    [Theory, MemberData(nameof(Names))]
    public void Forward_MakesOneTimelessToken(string name)
    {
        var fused = Block(name).call(_query, [_audio, _video]);
        fused.Values.shape.Should().Equal(3, 1, 16);
        fused.Timeless!.all().ToBoolean().Should().BeTrue();
    }

    [Theory, MemberData(nameof(Names))]
    public void Forward_IsRealWhereAnyModalityIs(string name) =>
        Block(name).call(_query.Masked("11111", "00000", "00000"), [_audio.Masked("1111111", "0000000", "0100000"), _video.Masked("1111", "0000", "0000")])
            .Present().data<bool>().Should().Equal(true, false, true);

    [Theory, MemberData(nameof(Names))]
    public void Forward_WhatStandsUnderAMask_DoesNotMatter(string name)
    {
        var block = Block(name);
        var audio = _audio.Masked("1110111", "0000000", "1111110");
        block.call(_query, [audio.Polluted(double.NaN), _video]).Values.ShouldBe(block.call(_query, [audio, _video]).Values);
    }

    [Theory, MemberData(nameof(Names))]
    public void Backward_EveryParameterLearns(string name)
    {
        var block = Block(name);
        block.call(_query, [_audio, _video]).Values.square().sum().backward();
        Check.EveryParameterShouldHaveAGradient(block);
    }

    [Theory, MemberData(nameof(Names))]
    public void Backward_EverythingMissing_IsFinite(string name)
    {
        var block = Block(name);
        TokenSequence None(TokenSequence tokens) => tokens.Valid(zeros_like(tokens.Valid)).Polluted(double.NaN);
        block.call(None(_query), [None(_audio), None(_video)]).Values.sum().backward();
        Check.GradientsShouldBeFinite(block);
    }

    [Theory]
    [InlineData("late-sum", true)]
    [InlineData("late-concat", false)]
    [InlineData("late-gated", false)]
    public void Forward_OnlyTheSum_IsAdditive(string name, bool additive)
    {
        var block = Block(name);
        block.IsAdditive.Should().Be(additive);
        Tensor Of(TokenSequence query, TokenSequence audio) => block.call(query, [audio, _video]).Values;

        var (query, audio) = (Tokens.Random(3, 5, 16), Tokens.Random(3, 7, 12));
        var interaction = Of(_query, _audio) - Of(query, _audio) - Of(_query, audio) + Of(query, audio);
        (interaction.abs().max().ToDouble() < 1e-5).Should().Be(additive);
    }

    [Fact]
    public void LateSum_AbsentModality_AddsExactlyNothing()
    {
        var block = Block("late-sum");
        TokenSequence None(TokenSequence tokens) => tokens.Valid(zeros_like(tokens.Valid));
        var queryAlone = block.call(_query, [None(_audio), None(_video)]).Values;
        var audioAlone = block.call(None(_query), [_audio, None(_video)]).Values;
        block.call(_query, [_audio, None(_video)]).Values.ShouldBeExactly(queryAlone + audioAlone);
    }

    [Theory]
    [InlineData("late-concat")]
    [InlineData("late-gated")]
    public void Forward_AbsentIsNotTheSameAsZero(string name)
    {
        var block = Block(name);
        var zero = block.call(_query, [_audio.With(zeros_like(_audio.Values)), _video]).Values;
        var absent = block.call(_query, [_audio.Valid(zeros_like(_audio.Valid)), _video]).Values;
        (zero - absent).abs().max().ToDouble().Should().BeGreaterThan(1e-3);
    }
}
