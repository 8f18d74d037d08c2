using static TorchSharp.torch;

namespace Eegavi.Models.Tests;

public sealed class ContextCoverTests
{
    // Four EEG tokens of 2 s in two rows.
    private readonly TokenSequence _fused = At([1, 3, 5, 7], 1, "1111", "1110");

    [Fact]
    public void Of_IsTheUnionOfTheContexts()
    {
        var audio = At([1, 3, 5, 7], 0.5, "1000", "0000");
        var video = At([3, double.NaN], 0, "10", "10");
        Patterns(ContextCover.Of(_fused, [audio, video])).Should().Equal("1100", "0100");
    }

    [Theory]
    [InlineData(4.0, 0.0, "0110")]     // at the edge of two
    [InlineData(4.5, 0.4, "0010")]
    [InlineData(4.5, 1.0, "0110")]     // a long token covers what it overlaps
    [InlineData(20.0, 1.0, "1111")]    // covers none: the row keeps all
    public void Of_ATokenCoversWhatItOverlaps(double second, double span, string covered) =>
        Patterns(ContextCover.Of(_fused, [At([second], span, "1", "1")]))[0].Should().Be(covered);

    [Fact]
    public void Of_RowsWithoutContexts_KeepTheirTokens()
    {
        Patterns(ContextCover.Of(_fused, [])).Should().Equal("1111", "1110");
        Patterns(ContextCover.Of(_fused, [At([1], 0, "1", "0")])).Should().Equal("1000", "1110");
    }

    [Fact]
    public void Of_WhatIsTimeless_IsThereAllTheTime()
    {
        var table = TokenSequence.Single(zeros(2, 3), tensor(new[] { true, false }));
        Patterns(ContextCover.Of(_fused, [table, At([1], 0, "1", "1")])).Should().Equal("1111", "1000");
        var fused = TokenSequence.Single(zeros(2, 3), ones([2], ScalarType.Bool));
        Patterns(ContextCover.Of(fused, [At([90], 0, "1", "0")])).Should().Equal("1", "1");
    }

    [Fact]
    public void Model_PoolsWhereAContextWas()
    {
        using var model = Make.Model(Make.Spec() with { PoolOver = PoolOver.Contexts });
        var batch = Make.Batch();
        // Audio and video of 7 and 8 s cover all five EEG tokens, unless only their second token is there.
        foreach (var name in new[] { "audio", "video" }) batch.Modalities[name].Valid.copy_(arange(batch.Modalities[name].Valid.shape[1]).eq(1));
        using var output = model.call(batch);
        (output.Embedding - output.Query.Values[.., 1]).abs().max().item<float>().Should().Be(0);
    }

    private static TokenSequence At(double[] seconds, double span, params string[] valid) => new()
    {
        Values = zeros(valid.Length, seconds.Length, 3),
        Valid = tensor(valid.SelectMany(row => row.Select(c => c == '1')).ToArray()).view(valid.Length, seconds.Length),
        Seconds = tensor(seconds, ScalarType.Float32).expand(valid.Length, seconds.Length),
        Span = full([valid.Length, seconds.Length], span, ScalarType.Float32),
        Item = zeros([valid.Length, seconds.Length], ScalarType.Int64),
    };

    private static string[] Patterns(TokenSequence tokens) =>
        [.. tokens.Valid.unbind(0).Select(row => string.Concat(row.data<bool>().Select(real => real ? '1' : '0')))];
}
