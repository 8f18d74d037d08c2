using Eegavi.Training.Monitoring;
using static TorchSharp.torch;

namespace Eegavi.Training.Tests.Monitoring;

public class RetrievalScoresTests
{
    [Fact]
    public void Of_RanksOneTwoThree_IsTheirMean()
    {
        var scores = RetrievalScores.Of(tensor(new[,] { { 0.9, 0.1, 0.2 }, { 0.6, 0.5, 0.1 }, { 0.3, 0.2, 0.1 } }), All(3));

        scores.Top1.Should().BeApproximately(1 / 3.0, 1e-12);
        scores.ReciprocalRank.Should().BeApproximately((1 + 1 / 2.0 + 1 / 3.0) / 3, 1e-12);
        scores.Chance.Should().BeApproximately(1 / 3.0, 1e-12);
        scores.Lift.Should().BeApproximately(1, 1e-12);
    }

    [Fact]
    public void Of_AllAlike_IsChance()
    {
        var scores = RetrievalScores.Of(zeros(7, 7), All(7));

        scores.Top1.Should().BeApproximately(1 / 7.0, 1e-12);
        scores.ReciprocalRank.Should().BeApproximately(1 / 4.0, 1e-12, "the mean rank of seven is the fourth");
    }

    [Fact]
    public void Of_FewerCandidates_LeavesTheOthersOut()
    {
        // The nearer one is no candidate.
        var candidate = tensor(new[,] { { true, false }, { true, true } });
        var scores = RetrievalScores.Of(tensor(new[,] { { 0.1, 0.9 }, { 0.1, 0.9 } }), candidate);

        scores.Top1.Should().Be(1);
        scores.Chance.Should().Be(0.75);
    }

    private static Tensor All(int n) => ones(n, n, dtype: ScalarType.Bool);
}
