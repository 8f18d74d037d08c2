using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

/// <summary>What holds of every resampler. B=3, M=2, N=8, E=16.</summary>
public sealed class ResamplerContractTests
{
    private static readonly Dictionary<string, Func<IResampler>> Made = new()
    {
        ["identity"] = () => Make.Part<IResampler>("identity", inputWidth: 16),
        ["mean-pool"] = () => Make.Part<IResampler>("mean-pool", inputWidth: 16),
        ["perceiver"] = () => new PerceiverResampler(new() { Latents = 5, Heads = 2, HeadWidth = 4, MediaPositions = 3, FramePositions = 4, TokensPerFrame = 2 }, Sizes),
        ["isab-pma"] = () => new IsabPmaResampler(new() { Seeds = 5, Points = 3 }, Sizes),
        ["isab-pma pre-norm"] = () => new IsabPmaResampler(new() { Flavour = SetFlavour.PreNorm, Seeds = 5, Points = 3, SelfBlocks = 1 }, Sizes),
        ["attention-pool"] = () => new AttentionPoolResampler(new() { Tokens = 3, Hidden = 7 }, Sizes),
        ["temporal-subsample"] = () => new TemporalSubsampleResampler(new() { Frames = 3, TokensPerFrame = 2 }, Sizes),
        ["frozen-projection"] = () => new FrozenProjectionResampler(new() { Width = 6 }, Sizes),
        ["frozen-projection orthogonal"] = () => new FrozenProjectionResampler(new() { Width = 6, Matrix = FrozenMatrix.Orthogonal }, Sizes),
        ["perceiver-io"] = () => new PerceiverIoResampler(new() { Latents = 5, Heads = 2, HeadWidth = 4, Outputs = 3 }, Sizes),
    };

    private static PartSizes Sizes => new() { InputWidth = 16 };

    public static TheoryData<string> Names => [.. Made.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_WhatStandsUnderTheMask_ChangesNothing(string name)
    {
        var (resampler, media) = (Resampler(name), Some());
        var hidden = media.Valid.logical_not();
        var clean = resampler.call(media);
        var polluted = resampler.call(media.With(values: media.Values.masked_fill(hidden.unsqueeze(-1), double.NaN), seconds: media.Seconds.masked_fill(hidden, double.NaN)));

        Visible(polluted).ShouldBeExactly(Visible(clean));
        polluted.Valid.ShouldBeExactly(clean.Valid);
        polluted.Seconds.masked_fill(clean.Valid.logical_not(), 0).ShouldBeExactly(clean.Seconds.masked_fill(clean.Valid.logical_not(), 0));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_MorePaddingAfterTheTokens_ChangesNothing(string name)
    {
        var (resampler, media) = (Resampler(name), Some());
        var padded = media.Map(x => cat([x, zeros([3, 2, 4, .. x.shape[3..]], x.dtype)], 2));
        padded.Values.narrow(2, 8, 4).fill_(double.NaN);

        var (shorter, longer) = (resampler.call(media), resampler.call(padded));
        for (var row = 0; row < 3; row++) Real(longer, row).ShouldBe(Real(shorter, row));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_NoItemsOrNoTokens_GivesNothingReal(string name)
    {
        var (resampler, media) = (Resampler(name), Some());
        foreach (var empty in new[] { media.Map(x => x.narrow(1, 0, 0)), media.Map(x => x.narrow(2, 0, 0)) })
        {
            var tokens = resampler.call(empty);
            tokens.Valid.any().ToBoolean().Should().BeFalse();
            Axes.Match((tokens.Values, "B T D"), (tokens.Valid, "B T"), (tokens.Seconds, "B T"), (tokens.Span, "B T"), (tokens.Item, "B T"));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_ItsItems_AreNumberedInTheirOrder(string name)
    {
        var tokens = Resampler(name).call(Some());
        tokens.Item.shape.Should().Equal(tokens.Values.shape[..2]);
        tokens.Item[0].data<long>().Should().Equal(Enumerable.Range(0, (int)tokens.Item.shape[1]).Select(i => i / (tokens.Item.shape[1] / 2)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_TimesThatAreNotFinite_SaysSo(string name)
    {
        var media = Some();
        media.Seconds[0, 0, 0] = tensor(float.NaN);
        FluentActions.Invoking(() => Resampler(name).call(media)).Should().Throw<ArgumentException>().WithMessage("Expected finite seconds*[3, 2, 8]*");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_ARowAlone_GivesWhatItGivesAmongOthers(string name)
    {
        var (resampler, media) = (Resampler(name), Some());
        var all = resampler.call(media);
        for (var row = 0; row < 3; row++)
        {
            var alone = resampler.call(new MediaTokens
            {
                Values = media.Values.narrow(0, row, 1),
                Valid = media.Valid.narrow(0, row, 1),
                Seconds = media.Seconds.narrow(0, row, 1),
                Span = media.Span.narrow(0, row, 1),
            });
            Visible(alone).ShouldBe(Visible(all).narrow(0, row, 1));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_AnyPatternOfMissing_HasFiniteGradients(string name)
    {
        foreach (var pattern in new Func<MediaTokens, Tensor>[] { m => m.Valid, m => ones_like(m.Valid), m => zeros_like(m.Valid) })
        {
            var resampler = Resampler(name);
            var media = Some();
            var values = media.Values.masked_fill(pattern(media).logical_not().unsqueeze(-1), double.NaN).requires_grad_();
            var tokens = resampler.call(media.With(values: values, valid: pattern(media)));
            Visible(tokens).ShouldBeFinite();
            if (tokens.Values.requires_grad) Visible(tokens).sum().backward();
            if (values.grad is { } gradient) gradient.masked_select(pattern(media).logical_not().unsqueeze(-1)).eq(0).all().ToBoolean().Should().BeTrue("what is masked learns nothing");
            values.grad?.ShouldBeFinite();
            Check.GradientsShouldBeFinite(resampler);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_LeavesItsInputAndNoTensors(string name)
    {
        var (resampler, media) = (Resampler(name), Some());
        var before = media.Values.clone();
        resampler.call(media).Dispose();
        var count = Tensor.TotalCount;
        resampler.call(media).Dispose();

        Tensor.TotalCount.Should().BeLessThanOrEqualTo(count, "the collector may take what earlier tests left");
        media.Values.ShouldBeExactly(before);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_AnotherWidth_NamesBothSizes(string name) =>
        FluentActions.Invoking(() => Resampler(name).call(Tokens.Media(2, 3, 4, 5))).Should().Throw<ArgumentException>().WithMessage("*16*5*");

    // The first row is whole, the second lacks tokens at the end of an item, the third lacks an item.
    private static MediaTokens Some()
    {
        manual_seed(4);
        var media = Tokens.Media(3, 2, 8, 16);
        media.Valid[1, 0, 4..] = tensor(false);
        media.Valid[2, 1] = tensor(false);
        return media;
    }

    private static IResampler Resampler(string name)
    {
        manual_seed(5);
        return Made[name]();
    }

    private static Tensor Visible(TokenSequence tokens) => tokens.Values.masked_fill(tokens.Valid.logical_not().unsqueeze(-1), 0);

    // The real tokens of a row, in their order.
    private static Tensor Real(TokenSequence tokens, long row) => tokens.Values[row].index_select(0, tokens.Valid[row].nonzero().squeeze(1));
}
