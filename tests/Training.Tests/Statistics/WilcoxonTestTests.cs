using Eegavi.Training.Statistics;

namespace Eegavi.Training.Tests.Statistics;

public class WilcoxonTestTests
{
    // Plant heights (Darwin's maize), the example of the SciPy reference: W = 24, p = 0.041259765625.
    [Fact]
    public void P_DarwinsMaize_MatchesThePublishedValue() =>
        WilcoxonTest.P([6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75]).Should().BeApproximately(0.041259765625, 1e-12);

    [Theory]
    [InlineData(new double[] { 1, -2, 3, 4, -5, 6, 7 })]
    [InlineData(new double[] { 1, 1, -1, 2, 2, 3, -2 })]
    [InlineData(new double[] { 0, 3, 3, -1, 0, 5, 5 })]
    public void P_AnyTies_EqualsEnumerationOfAllSigns(double[] differences) =>
        WilcoxonTest.P(differences).Should().BeApproximately(Enumerated([.. differences.Where(d => d != 0)]), 1e-12);

    [Fact]
    public void P_NoDifferences_IsOne() => WilcoxonTest.P(new double[24]).Should().Be(1);

    private static double Enumerated(double[] values)
    {
        double[] ranks = [.. values.Select(v => values.Count(w => Math.Abs(w) < Math.Abs(v)) + (values.Count(w => Math.Abs(w) == Math.Abs(v)) + 1) / 2.0)];
        var centre = ranks.Sum() / 2;
        var observed = Math.Abs(ranks.Where((_, i) => values[i] > 0).Sum() - centre);
        var all = 1 << values.Length;
        return Enumerable.Range(0, all).Count(signs => Math.Abs(ranks.Where((_, i) => (signs >> i & 1) == 1).Sum() - centre) >= observed) / (double)all;
    }
}
