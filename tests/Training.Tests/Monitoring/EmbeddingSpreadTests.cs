using Eegavi.Training.Monitoring;
using static TorchSharp.torch;

namespace Eegavi.Training.Tests.Monitoring;

public class EmbeddingSpreadTests
{
    [Fact]
    public void Of_VectorsInEveryDirection_UsesAllDimensions()
    {
        var axes = cat([eye(5), -eye(5)]) * 3;
        var spread = EmbeddingSpread.Of(axes);

        spread.EffectiveRank.Should().BeApproximately(5, 1e-6);
        // Two of ten values of a dimension are ±1: variance 2/9.
        spread.Deviation.Should().BeApproximately(Math.Sqrt(5 * 2.0 / 9), 1e-6);
        spread.Width.Should().Be(5);
    }

    [Fact]
    public void Of_VectorsOfOneDirection_HaveNoSpread()
    {
        var one = tensor([1f, 2, 3]).unsqueeze(0) * arange(1, 8).unsqueeze(1);

        EmbeddingSpread.Of(one).Deviation.Should().BeApproximately(0, 1e-6);
    }

    [Fact]
    public void Of_VectorsOnALine_UsesOneDimension()
    {
        var line = cat([tensor([0f, 1, 0, 0]).repeat(4, 1), tensor([0f, -1, 0, 0]).repeat(4, 1)]);

        EmbeddingSpread.Of(line).EffectiveRank.Should().BeApproximately(1, 1e-6);
    }

    [Fact]
    public void Of_AllEqual_HasRankZero() => EmbeddingSpread.Of(ones(6, 4)).EffectiveRank.Should().Be(0);

    // Singular values 3 and 1 give shares 3/4 and 1/4.
    [Fact]
    public void Of_UnevenDirections_IsTheEntropyOfTheirShares()
    {
        var rows = cat([.. Enumerable.Repeat(new[] { eye(2)[0], -eye(2)[0] }, 9).SelectMany(r => r).Append(eye(2)[1]).Append(-eye(2)[1]).Select(r => r.unsqueeze(0))]);

        EmbeddingSpread.Of(rows).EffectiveRank.Should().BeApproximately(Math.Exp(-0.75 * Math.Log(0.75) - 0.25 * Math.Log(0.25)), 1e-6);
    }
}
