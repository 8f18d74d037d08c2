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
        SignFlipTest.P([.. Enumerable.Range(1, subjects).Select(i => i * 0.01)]).Should().Be(expected);

    // The 8 signed sums of 1, 2, 4 are ±7 ±5 ±3 ±1; at least |1 + 4 - 2| = 3 in size are six.
    [Fact]
    public void P_ThreeSubjects_CountsSignedSums() => SignFlipTest.P([1, -2, 4]).Should().Be(6 / 8.0);

    [Fact]
    public void P_EqualSizesInAnotherOrder_CountsTheirSumsAsEqual() =>
        // One minus among eight equal differences: 16 of 256 assignments have at most one odd sign out, and two none.
        SignFlipTest.P([0.1, 0.1, 0.1, -0.1, 0.1, 0.1, 0.1, 0.1]).Should().Be(18 / 256.0);

    [Fact]
    public void P_NoDifferences_IsOne() => SignFlipTest.P([0, 0, 0, 0]).Should().Be(1);

    [Fact]
    public void P_Drawn_AgreesWithEnumeration()
    {
        double[] sixteen = [.. Enumerable.Range(0, 16).Select(i => Math.Sin(i * 1.7) + 0.35)];
        var exact = Enumerable.Range(0, 1 << 16).Count(signs => Math.Abs(Sum(sixteen, signs)) >= Math.Abs(sixteen.Sum()) - 1e-9) / 65536.0;

        SignFlipTest.P(sixteen, seed: 5).Should().BeApproximately(exact, 4 * Math.Sqrt(exact * (1 - exact) / SignFlipTest.Draws));
    }

    [Fact]
    public void P_Drawn_IsTheSameForASeedAndNeverZero()
    {
        double[] clear = [.. Enumerable.Range(0, 19).Select(i => 1 + i * 0.01)];

        SignFlipTest.P(clear, seed: 3).Should().Be(SignFlipTest.P(clear, seed: 3)).And.Be(1 / (SignFlipTest.Draws + 1.0));
    }

    private static double Sum(double[] values, int signs) => values.Select((v, i) => (signs >> i & 1) == 0 ? v : -v).Sum();
}
