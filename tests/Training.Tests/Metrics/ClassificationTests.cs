using Eegavi.Training.Metrics;

namespace Eegavi.Training.Tests.Metrics;

public class ClassificationTests
{
    // Margins -2, -1, 1, 3 | classes 0, 1, 0, 1: three of the four pairs (positive, negative) are in order.
    private static readonly float[][] Binary = [[2, 0], [1, 0], [0, 1], [0, 3]];
    private static readonly int[] BinaryTargets = [0, 1, 0, 1];

    [Fact]
    public void Score_Binary_MatchesCountingByHand()
    {
        var scores = Classification.Score(Binary, BinaryTargets);

        scores.Rows.Should().Be(4);
        scores.BalancedAccuracy.Should().Be(0.5);
        scores.MacroF1.Should().Be(0.5);
        scores.Auroc.Should().Be(0.75);
        scores.Kappa.Should().Be(0);
        scores.CrossEntropy.Should().BeApproximately((Softplus(-2) + Softplus(1) + Softplus(1) + Softplus(-3)) / 4, 1e-6);
    }

    // Rows of class 0: three, two of them right; class 1: one, right; class 2: none occur, one predicted.
    [Fact]
    public void Score_AClassThatDoesNotOccur_IsLeftOutOfTheMean()
    {
        var scores = Classification.Score([[1, 0, 0], [1, 0, 0], [0, 0, 1], [0, 1, 0]], [0, 0, 0, 1]);

        scores.BalancedAccuracy.Should().BeApproximately((2.0 / 3 + 1) / 2, 1e-12);
        scores.MacroF1.Should().BeApproximately((0.8 + 1) / 2, 1e-12);
    }

    // The textbook table 20 5 / 10 15: observed 0.7, by chance 0.5, kappa 0.4.
    [Fact]
    public void Kappa_TextbookTable_IsTwoFifths()
    {
        int[] targets = [.. Enumerable.Repeat(0, 25), .. Enumerable.Repeat(1, 25)];
        int[] predicted = [.. Enumerable.Repeat(0, 20), .. Enumerable.Repeat(1, 5), .. Enumerable.Repeat(0, 10), .. Enumerable.Repeat(1, 15)];
        var confusion = new ConfusionMatrix(targets, predicted, 2);

        confusion.Kappa().Should().BeApproximately(0.4, 1e-12);
        confusion.Counts[1].Should().Equal(10, 15);
    }

    [Fact]
    public void Score_Ties_CountHalf() =>
        Classification.Score([[0, 0], [0, 0], [0, 1]], [0, 1, 1]).Auroc.Should().Be(0.75);

    [Fact]
    public void Score_OneClassAlone_HasNoAuroc() => Classification.Score([[1, 0], [0, 1]], [1, 1]).Auroc.Should().BeNull();

    [Fact]
    public void Score_ThreeClassesSeparated_HasAurocOne() =>
        Classification.Score([[5, 0, 0], [0, 5, 0], [0, 0, 5], [4, 0, 0]], [0, 1, 2, 0]).Auroc.Should().Be(1);

    [Fact]
    public void Score_LargeLogits_StaysFinite() =>
        Classification.Score([[0, 1000], [1000, 0]], [0, 0]).CrossEntropy.Should().BeApproximately(500, 1e-9);

    [Fact]
    public void BySubject_TwoSubjects_ScoresEachAlone()
    {
        var scores = Classification.BySubject(Binary, BinaryTargets, ["b", "a", "a", "b"]);

        scores.Keys.Should().Equal("a", "b");
        scores["a"].BalancedAccuracy.Should().Be(0);
        scores["b"].BalancedAccuracy.Should().Be(1);
    }

    [Fact]
    public void Score_NoRows_SaysWhatItExpected() =>
        FluentActions.Invoking(() => Classification.Score([], [])).Should().Throw<ArgumentException>()
            .WithMessage("Expected as many predictions as labels and at least one; got 0 and 0.");

    private static double Softplus(double x) => Math.Log(1 + Math.Exp(x));
}
