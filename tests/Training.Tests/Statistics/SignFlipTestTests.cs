using Eegavi.Training.Statistics;

namespace Eegavi.Training.Tests.Statistics;

public class SignFlipTestTests
{
    [Theory]
    [InlineData(5, 0.0625)]
    [InlineData(6, 0.03125)]
    [InlineData(8, 0.0078125)]
    [InlineData(12, 0.00048828125)]
    public void P_AllDifferencesOneWay_IsTheSmallestThatEnumerationAllows(int subjects, double expected) =>
        P([.. Enumerable.Range(1, subjects).Select(i => i * 0.01)]).Should().Be(expected);

    // The 8 signed sums of 1, 2, 4 are ±7 ±5 ±3 ±1; at least |1 + 4 - 2| = 3 in size are six.
    [Fact]
    public void P_ThreeSubjects_CountsSignedSums() => P([1, -2, 4]).Should().Be(6 / 8.0);

    [Fact]
    public void P_EqualSizesInAnotherOrder_CountsTheirSumsAsEqual() =>
        // One minus among eight equal differences: 16 of 256 assignments have at most one odd sign out, and two none.
        P([0.1, 0.1, 0.1, -0.1, 0.1, 0.1, 0.1, 0.1]).Should().Be(18 / 256.0);

    [Fact]
    public void P_NoDifferences_IsOne() => P([0, 0, 0, 0]).Should().Be(1);

    [Fact]
    public void P_Drawn_AgreesWithEnumeration()
    {
        double[] sixteen = [.. Enumerable.Range(0, 16).Select(i => Math.Sin(i * 1.7) + 0.35)];
        var exact = Enumerable.Range(0, 1 << 16).Count(signs => Math.Abs(Sum(sixteen, signs)) >= Math.Abs(sixteen.Sum()) - 1e-9) / 65536.0;

        P(sixteen, seed: 5).Should().BeApproximately(exact, 4 * Math.Sqrt(exact * (1 - exact) / SignFlipTest.Draws));
    }

    [Fact]
    public void P_Drawn_IsTheSameForASeedAndNeverZero()
    {
        double[] clear = [.. Enumerable.Range(0, 19).Select(i => 1 + i * 0.01)];

        P(clear, seed: 3).Should().Be(P(clear, seed: 3)).And.Be(1 / (SignFlipTest.Draws + 1.0));
    }

    // With the last sign fixed, the sums are 7 5 3 1 and 5 3 1 7 in size, of equal scale: the largest are 7 5 3 7.
    [Fact]
    public void CorrectedP_OfAFamily_CountsTheLargest()
    {
        var test = SignFlipTest.Of([[1, 2, 4], [4, 2, -1]]);

        test.P.Should().Equal(1 / 4.0, 2 / 4.0);
        test.CorrectedP.Should().Equal(2 / 4.0, 3 / 4.0);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(17)]
    public void CriticalT_AndCorrectedP_SayTheSame(int subjects)
    {
        var random = new Random(subjects);
        for (var family = 0; family < 50; family++)
        {
            double[][] differences = [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, subjects).Select(_ => random.NextDouble() - 0.3).ToArray())];
            var test = SignFlipTest.Of(differences, family);

            differences.Select(d => Math.Abs(T(d)) > test.CriticalT).Should().Equal(test.CorrectedP.Select(p => p <= 0.05));
        }
    }

    [Fact]
    public void CriticalT_FiveSubjects_IsOutOfReach() => SignFlipTest.Of([[1, 2, 3, 4, 5]]).CriticalT.Should().Be(double.PositiveInfinity);

    [Fact]
    public void Of_OtherNumbersOfSubjects_SaysWhatItExpected() =>
        FluentActions.Invoking(() => SignFlipTest.Of([[1, 2], [1, 2, 3]])).Should().Throw<ArgumentException>().WithMessage("Expected comparisons over the same subjects, at least one; got 2, 3 subjects*");

    private static double P(double[] differences, int seed = 0) => SignFlipTest.Of([differences], seed).P[0];

    private static double T(double[] d) => Interval.Of(d) is { StandardError: { } error } interval ? interval.Mean / error : 0;

    private static double Sum(double[] values, int signs) => values.Select((v, i) => (signs >> i & 1) == 0 ? v : -v).Sum();
}
