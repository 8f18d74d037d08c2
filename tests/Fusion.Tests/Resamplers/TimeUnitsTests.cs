using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

// B=2, M=1, N=4, E=6; the tokens of row 0 stand at 0.5 … 3.5 s, those of row 1 five seconds later.
public sealed class TimeUnitsTests
{
    private readonly AttentionPoolResampler _resampler = new(new() { UnitSeconds = 1, Hidden = 3 }, new() { InputWidth = 6 });

    private static MediaTokens Some(bool timeless = false)
    {
        manual_seed(3);
        var media = Tokens.Media(2, 1, 4, 6);
        media.Seconds[1].add_(5);
        return timeless ? media.With(timeless: arange(4).eq(0).expand(2, 1, 4)) : media;
    }

    [Fact]
    public void Item_IsTheUnitsNumberOnTheClock_WhateverOtherRowsHave()
    {
        var tokens = _resampler.call(Some());
        tokens.Item[0].masked_select(tokens.Valid[0]).data<long>().Should().Equal(0, 1, 2, 3);
        tokens.Item[1].masked_select(tokens.Valid[1]).data<long>().Should().Equal(5, 6, 7, 8);
    }

    [Fact]
    public void ATimelessToken_JoinsTheFirstUnitOfItsItem()
    {
        var tokens = _resampler.call(Some(timeless: true));
        tokens.Item[1].masked_select(tokens.Valid[1]).data<long>().Should().Equal(6, 7, 8);
        tokens.Timeless!.any().ToBoolean().Should().BeFalse("each unit has a token with a time");
    }
}
