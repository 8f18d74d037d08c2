using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

public sealed class SubsampleAndProjectionTests
{
    [Theory]
    [InlineData(3, new long[] { 0, 2, 5 })]
    [InlineData(4, new long[] { 0, 2, 3, 5 })]
    [InlineData(1, new long[] { 2 })]
    [InlineData(9, new long[] { 0, 1, 2, 3, 4, 5 })]
    public void TemporalSubsample_KeepsRoundedLinspaceOfRealFrames_WithTheirTimes(int frames, long[] expected)
    {
        var media = Tokens.Media(1, 1, 8, 3);
        // Frames 6 and 7 are not real.
        media.Valid[0, 0, 6..] = tensor(false);
        var tokens = new TemporalSubsampleResampler(new() { Frames = frames }, new() { InputWidth = 3 }).call(media);

        var kept = tokens.Valid[0].nonzero().squeeze(1);
        tokens.Values[0].index_select(0, kept).ShouldBeExactly(media.Values[0, 0].index_select(0, tensor(expected)));
        tokens.Seconds[0].index_select(0, kept).data<float>().Should().Equal(expected.Select(f => f + 0.5f));
    }

    [Fact]
    public void FrozenProjection_OrthogonalRows_KeepLengths()
    {
        var media = Tokens.Media(2, 1, 4, 6);
        var resampler = new FrozenProjectionResampler(new() { Width = 6, Matrix = FrozenMatrix.Orthogonal }, new() { InputWidth = 6 });

        resampler.call(media).Values.norm(-1).ShouldBe(media.Values.flatten(1, 2).norm(-1), 1e-4);
    }

    [Theory]
    [InlineData(FrozenMatrix.Hadamard)]
    [InlineData(FrozenMatrix.Orthogonal)]
    public void FrozenProjection_SameSeed_SameMatrix_AndNothingToTrain(FrozenMatrix matrix)
    {
        FrozenProjectionResampler With(int seed) => new(new() { Width = 5, Matrix = matrix, Seed = seed }, new() { InputWidth = 12 });
        With(3).parameters().Should().BeEmpty();
        manual_seed(1);
        var first = With(3).state_dict()["matrix"];
        manual_seed(2);
        With(3).state_dict()["matrix"].ShouldBeExactly(first);
        With(4).state_dict()["matrix"].eq(first).all().ToBoolean().Should().BeFalse();
    }

    [Fact]
    public void AttentionPool_EqualScores_IsTheMeanOfWhatIsReal()
    {
        var media = Tokens.Media(1, 2, 4, 3);
        media.Valid[0, 1, 2..] = tensor(false);
        var resampler = new AttentionPoolResampler(new() { Hidden = 0 }, new() { InputWidth = 3 });
        using (no_grad()) foreach (var parameter in resampler.parameters().Where(p => p.dim() == 2)) parameter.zero_();
        var tokens = resampler.call(media);

        tokens.Values[0, 0].ShouldBe(media.Values[0, 0].mean([0L]));
        tokens.Values[0, 1].ShouldBe(media.Values[0, 1].narrow(0, 0, 2).mean([0L]));
    }
}
