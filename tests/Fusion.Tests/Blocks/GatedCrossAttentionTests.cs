using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

// B=3, T=5, M=7 and 4, D=16, E=12 and 10: every axis has its own size, so swapped axes cannot pass.
public sealed class GatedCrossAttentionTests
{
    private readonly TokenSequence _query, _audio, _video;

    public GatedCrossAttentionTests()
    {
        manual_seed(1);
        (_query, _audio, _video) = (Tokens.Random(3, 5, 16), Tokens.Random(3, 7, 12), Tokens.Random(3, 4, 10));
    }

    private IReadOnlyList<TokenSequence> Both => [_audio, _video];

    private static GatedCrossAttentionOptions Small => new() { Heads = 2, HeadWidth = 6, Depth = 2, SelfAttention = true };

    private static GatedCrossAttention Block(GatedCrossAttentionOptions? options = null) =>
        (GatedCrossAttention)Make.Part<IFusionBlock>("gated-xattn", options ?? Small, contexts: [12, 10]);

    [Fact]
    public void Forward_BeforeTraining_ReturnsItsQuery() => Block().call(_query, Both).Values.ShouldBeExactly(_query.Values);

    [Fact]
    public void Forward_BeforeTraining_GatesAloneLearn()
    {
        var block = Block();
        block.call(_query, Both).Values.square().sum().backward();
        var learning = block.named_parameters().Where(p => p.parameter.grad is { } grad && grad.abs().max().ToDouble() > 0).Select(p => p.name);
        learning.Should().OnlyContain(name => name.EndsWith("gate.alpha")).And.HaveCount(8);
    }

    [Fact]
    public void Forward_GatesOpen_EveryParameterLearns()
    {
        var block = Block().Shaken();
        block.call(_query, Both).Values.square().sum().backward();
        Check.EveryParameterShouldHaveAGradient(block);
    }

    [Fact]
    public void Forward_KeepsTheClockOfItsQuery()
    {
        var fused = Block().call(_query, Both);
        fused.Seconds.Should().BeSameAs(_query.Seconds);
        fused.Valid.Should().BeSameAs(_query.Valid);
    }

    [Fact]
    public void Forward_NoContexts_IsValid()
    {
        var block = (GatedCrossAttention)Make.Part<IFusionBlock>("gated-xattn", Small);
        block.Shaken().call(_query, []).Values.ShouldBeFinite();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e30)]
    [InlineData(double.NaN)]
    public void Forward_WhatStandsUnderAMask_DoesNotMatter(double pollution)
    {
        var block = Block().Shaken();
        var query = _query.Masked("11111", "10110", "11111");
        var audio = _audio.Masked("1110111", "0000000", "1111110");
        var (clean, dirty) = (Read(block, query, audio, 7), Read(block, query, audio, pollution));
        var real = query.Valid.unsqueeze(-1);
        dirty.Values.masked_fill(real.logical_not(), 0).ShouldBe(clean.Values.masked_fill(real.logical_not(), 0));
        dirty.Gradients.Zip(clean.Gradients).Should().AllSatisfy(pair => pair.First.ShouldBe(pair.Second));
    }

    [Fact]
    public void Forward_AbsentContext_GivesExactlyNothing()
    {
        var block = Block(Small with { FeedForwardMultiplier = 0, SelfAttention = false }).Shaken();
        var fused = block.call(_query, [_audio.Masked("1111111", "0000000", "1111111"), _video.Masked("1111", "0000", "1111")]);
        fused.Values[1].ShouldBeExactly(_query.Values[1]);
        (fused.Values[0] - _query.Values[0]).abs().max().ToDouble().Should().BePositive();
    }

    [Fact]
    public void Forward_NothingInTheBand_GivesExactlyNothing()
    {
        // Audio has tokens at 0.5 … 6.5 s; the first query comes 10 s later.
        _query.Seconds[.., 0] = tensor(16.5f);
        var block = Block(Small with { FeedForwardMultiplier = 0, SelfAttention = false, Visibility = new("band", new BandVisibilityOptions { Seconds = 1 }) }).Shaken();
        var fused = block.call(_query, Both);
        fused.Values[.., 0].ShouldBeExactly(_query.Values[.., 0]);
        (fused.Values[.., 1] - _query.Values[.., 1]).abs().max().ToDouble().Should().BePositive();
    }

    [Fact]
    public void Forward_RowsAreIndependent()
    {
        var block = Block().Shaken();
        var together = block.call(_query, [_audio.Masked("1111111", "0000000", "1111000"), _video]).Values[2];
        var alone = block.call(_query.Rows(2), [_audio.Masked("1111111", "0000000", "1111000").Rows(2), _video.Rows(2)]).Values[0];
        alone.ShouldBe(together);
    }

    [Theory]
    [InlineData("000", "000", "000")]
    [InlineData("110", "101", "000")]
    [InlineData("011", "000", "010")]
    public void Backward_AnythingMissing_IsFinite(string query, string audio, string video)
    {
        var block = Block(Small with { Visibility = new("band", new BandVisibilityOptions { Seconds = 1 }), Position = new("rotary") }).Shaken();
        TokenSequence Missing(TokenSequence tokens, string rows) =>
            tokens.Valid(tokens.Valid.logical_and(tensor(rows.Select(c => c == '1').ToArray()).unsqueeze(1))).Polluted(double.NaN);

        var fused = block.call(Missing(_query, query), [Missing(_audio, audio), Missing(_video, video)]);
        fused.Values.masked_fill(fused.Valid.logical_not().unsqueeze(-1), 0).sum().backward();
        Check.GradientsShouldBeFinite(block);
    }

    [Fact]
    public void Backward_MatchesDifferences()
    {
        var block = Block(Small with { Depth = 1, Position = new("rotary") }).Shaken().to(ScalarType.Float64);
        var query = Tokens.Random(2, 3, 16, ScalarType.Float64).Masked("111", "110");
        var audio = Tokens.Random(2, 4, 12, ScalarType.Float64).Masked("1101", "0000");
        var video = Tokens.Random(2, 2, 10, ScalarType.Float64);
        Tensor[] inputs = [query.Values.requires_grad_(), audio.Values.requires_grad_(), video.Values.requires_grad_()];
        Check.GradientsShouldMatchDifferences(() => Masked.Zero(block.call(query, [audio, video]).Values, query.Valid).pow(3).sum(), [.. inputs, .. block.parameters()]);
    }

    [Fact]
    public void Forward_BFloat16_IsCloseToFloat32()
    {
        var block = Block(Small with { Visibility = new("band", new BandVisibilityOptions { Seconds = 2 }) }).Shaken(0.2);
        var audio = _audio.Masked("1110111", "0000000", "1111110");
        TokenSequence Half(TokenSequence tokens) => tokens.With(tokens.Values.to_type(ScalarType.BFloat16));

        var full = block.call(_query, [audio, _video]).Values;
        var half = block.to(ScalarType.BFloat16).call(Half(_query), [Half(audio), Half(_video)]).Values;
        half.dtype.Should().Be(ScalarType.BFloat16);
        half.to_type(ScalarType.Float32).ShouldBe(full, 0.02);
    }

    [Fact]
    public void Forward_LeavesNoTensors()
    {
        var block = Block();
        long Step()
        {
            using (NewDisposeScope()) block.call(_query, Both).Values.sum().backward();
            return Tensor.TotalCount;
        }
        Step();
        Step().Should().Be(Step());
    }

    [Fact]
    public void Forward_UnderBfloat16_IsNear_AlsoWhereARowLacksAContext()
    {
        var block = Block().Shaken();
        IReadOnlyList<TokenSequence> contexts = [_audio.Masked("1111111", "0000000", "1111111"), _video];
        var exact = block.call(_query, contexts).Values;
        using var _ = Precision.Use(ScalarType.BFloat16);
        var values = block.call(_query, contexts).Values;
        values.dtype.Should().Be(ScalarType.Float32);
        values.ShouldBe(exact, 0.05);
        values.sum().backward();
        Check.GradientsShouldBeFinite(block);
    }

    [Fact]
    public void Forward_InsideAScope_KeepsTheQueryThere()
    {
        TokenSequence query;
        using (NewDisposeScope())
        {
            query = Tokens.Random(3, 5, 16);
            Block().call(query, Both);
        }
        query.Seconds.IsInvalid.Should().BeTrue();
    }

    [Fact]
    public void Forward_OtherBatch_SaysWhatItExpected() =>
        Block().Invoking(b => b.call(_query, [Tokens.Random(2, 7, 12), _video])).Should().Throw<ArgumentException>()
            .WithMessage("Expected [B, M, E] with B=3; got [2, 7, 12].");

    [Fact]
    public void Forward_OneContextTooFew_SaysWhatItExpected() =>
        Block().Invoking(b => b.call(_query, [_audio])).Should().Throw<ArgumentException>()
            .WithMessage("Expected 2 contexts, as many as the block was made for; got 1.");

    private (Tensor Values, IReadOnlyList<Tensor> Gradients) Read(GatedCrossAttention block, TokenSequence query, TokenSequence audio, double pollution)
    {
        block.zero_grad();
        var (q, a) = (query.Polluted(pollution), audio.Polluted(pollution));
        var fused = block.call(q, [a, _video]);
        Masked.Mean(fused.Values, fused.Valid).square().sum().backward();
        return (fused.Values, [.. block.parameters().Select(p => p.grad!.clone())]);
    }
}
