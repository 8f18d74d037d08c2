using System.ComponentModel.DataAnnotations;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

public sealed class RelativeBiasPositionTests
{
    // Eight buckets of half a second up to 8 s: [0, 0.5), [0.5, 1), [1, √8), [√8, ∞) before the query, and the same after it.
    private static readonly RelativeBiasPositionOptions Eight = new() { Buckets = 8, ResolutionSeconds = 0.5, LongestSeconds = 8 };

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-0.4, 0)]
    [InlineData(-0.5, 1)]       // at the edge
    [InlineData(-0.9, 1)]
    [InlineData(-1.0, 2)]
    [InlineData(-2.8, 2)]
    [InlineData(-2.9, 3)]
    [InlineData(-8, 3)]
    [InlineData(-800, 3)]
    [InlineData(0.4, 4)]
    [InlineData(0.5, 5)]
    [InlineData(2.9, 7)]
    [InlineData(800, 7)]
    public void Bias_IsThatOfTheBucketOfTheDifference(double keyMinusQuery, long bucket)
    {
        var (query, key) = (Tokens.Random(1, 1, 4), Tokens.Random(1, 1, 4));
        query.Seconds.fill_(100);
        key.Seconds.fill_(100 + keyMinusQuery);
        Position().Bias(query, key).flatten().ShouldBeExactly(tensor(new[] { (float)bucket, bucket + 10 }));
    }

    [Fact]
    public void Bias_SeveralTokens_ComparesEachQueryWithEachKey()
    {
        var bias = Position().Bias(Tokens.Random(3, 2, 4), Tokens.Random(3, 5, 4));
        bias.shape.Should().Equal(3, 2, 2, 5);
        // Head 1, the query at 1.5 s: keys are −1, 0, 1, 2 and 3 s away.
        bias[2, 1, 1].ShouldBeExactly(tensor(new float[] { 12, 10, 16, 16, 17 }));
    }

    [Fact]
    public void Bias_TimelessTokens_HaveNone()
    {
        var cls = TokenSequence.Single(zeros(1, 4), ones([1], ScalarType.Bool));
        var tokens = Tokens.Random(1, 3, 4);
        Position().Bias(cls, tokens).ShouldBeExactly(zeros(1, 2, 1, 3));
        Position().Bias(tokens, cls).ShouldBeExactly(zeros(1, 2, 3, 1));
        Position().Bias(tokens, tokens).abs().max().ToDouble().Should().BePositive();
    }

    [Fact]
    public void Options_WhatCannotBe_IsRefused()
    {
        foreach (var options in new RelativeBiasPositionOptions[] { new() { Buckets = 7 }, new() { LongestSeconds = 4 } })
            Validator.TryValidateObject(options, new(options), null, true).Should().BeFalse();
    }

    // Two heads; the numbers of head 0 are those of the buckets, head 1's are 10 more.
    private static RelativeBiasPosition Position()
    {
        var position = new RelativeBiasPosition(Eight, new PartSizes { Heads = 2, HeadWidth = 4 });
        using var _ = no_grad();
        position.get_parameter("bias")!.copy_(stack([arange(8, ScalarType.Float32), arange(8, ScalarType.Float32) + 10], 1));
        return position;
    }
}
