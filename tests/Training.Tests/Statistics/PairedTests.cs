using Eegavi.Training.Statistics;

namespace Eegavi.Training.Tests.Statistics;

public class PairedTests
{
    [Fact]
    public void Holm_ThreeValues_StepsDownAndStaysMonotone() =>
        Holm.Correct([0.04, 0.01, 0.03]).Should().BeEquivalentTo([0.06, 0.03, 0.06], o => o.WithStrictOrdering().Using<double>(c => c.Subject.Should().BeApproximately(c.Expectation, 1e-12)).WhenTypeIs<double>());

    [Fact]
    public void Holm_LargeValues_StopAtOne() => Holm.Correct([0.7, 0.9]).Should().Equal(1, 1);

    // Four values of mean 2.5 and standard error 0.6455; t(0.975, 3 degrees) = 3.1824.
    [Fact]
    public void Interval_FourValues_IsStudents()
    {
        var interval = Interval.Of([1, 2, 3, 4]);

        interval.Mean.Should().Be(2.5);
        interval.Low.Should().BeApproximately(2.5 - 3.18245 * 0.645497, 1e-4);
        interval.High.Should().BeApproximately(2.5 + 3.18245 * 0.645497, 1e-4);
    }

    [Fact]
    public void Interval_OneValue_HasNoEnds() => Interval.Of([0.7]).Should().Be(new Interval(0.7, null, null, null, 1));

    [Fact]
    public void CliffsDelta_Overlapping_CountsPairs() => Paired.CliffsDelta([1, 3], [2, 2, 3]).Should().BeApproximately((0 + 2 - 3) / 6.0, 1e-12);

    [Fact]
    public void Against_ClearlyBetterOverTwelve_Beats()
    {
        var result = Compare(12, i => 0.1 + 0.01 * (i % 3));

        result.Verdict.Should().Be(Verdict.Better);
        result.Beats.Should().BeTrue();
        result.Test.Should().Be("sign-flip");
        result.Difference.Subjects.Should().Be(12);
    }

    [Fact]
    public void Against_Worse_SaysSo() => Compare(12, i => -0.1 - 0.01 * (i % 3)).Verdict.Should().Be(Verdict.Worse);

    [Fact]
    public void Against_SevenSubjects_GivesNoVerdict()
    {
        var result = Compare(7, _ => 0.3);

        result.Verdict.Should().Be(Verdict.TooFewSubjects);
        result.Beats.Should().BeFalse();
    }

    [Fact]
    public void Against_ElevenSubjects_MayBeBetterButDoesNotBeat()
    {
        var result = Compare(11, i => 0.1 + 0.01 * (i % 3));

        result.Verdict.Should().Be(Verdict.Better);
        result.Beats.Should().BeFalse();
    }

    [Fact]
    public void Against_TwentySubjects_UsesWilcoxon() => Compare(20, i => 0.1 + 0.001 * i).Test.Should().Be("wilcoxon");

    [Fact]
    public void Against_SeveralVariants_CorrectsThemTogether()
    {
        var reference = Scores(8, _ => 0);
        var results = Paired.Against(reference, new Dictionary<string, IReadOnlyDictionary<string, double>>
        {
            ["a"] = Scores(8, _ => 0.1),
            ["b"] = Scores(8, i => i % 2 == 0 ? 0.1 : -0.1),
        });

        results["a"].P.Should().Be(2 / 256.0);
        results["a"].HolmP.Should().Be(4 / 256.0);
        results["b"].Verdict.Should().Be(Verdict.NotShown);
    }

    [Fact]
    public void Against_OtherSubjects_SaysWhatItExpected() =>
        FluentActions.Invoking(() => Paired.Against(Scores(8, _ => 0), new Dictionary<string, IReadOnlyDictionary<string, double>> { ["a"] = Scores(9, _ => 0) }))
            .Should().Throw<ArgumentException>().WithMessage("Expected 'a' and its reference to have scores of the same subjects; got 9 and 8 subjects*");

    // Per-subject scores of two equal variants: a common level per person (which pairing must remove) and noise. 5 % + 2 standard errors of 2,000 draws.
    [Theory]
    [InlineData(12)]
    [InlineData(16)]
    [InlineData(24)]
    public void Against_EqualVariants_IsFalselyDifferentAtMostAsOftenAsItSays(int subjects)
    {
        const int repetitions = 2000;
        var limit = repetitions * (0.05 + 2 * Math.Sqrt(0.05 * 0.95 / repetitions));
        var random = new Random(17);
        var (verdicts, intervals) = (0, 0);
        for (var repetition = 0; repetition < repetitions; repetition++)
        {
            var level = Enumerable.Range(0, subjects).Select(_ => 0.6 + 0.1 * Normal(random)).ToArray();
            var result = Paired.Against(
                Scores(subjects, i => level[i] + 0.03 * Normal(random)),
                new Dictionary<string, IReadOnlyDictionary<string, double>> { ["same"] = Scores(subjects, i => level[i] + 0.03 * Normal(random)) }, repetition)["same"];
            if (result.Verdict != Verdict.NotShown) verdicts++;
            if (result.Difference.Low > 0 || result.Difference.High < 0) intervals++;
        }

        verdicts.Should().BeLessThanOrEqualTo((int)limit).And.BeGreaterThan(repetitions / 50, "a test that never finds anything is no test");
        intervals.Should().BeLessThanOrEqualTo((int)limit).And.BeGreaterThan(repetitions / 50);
    }

    private static PairedResult Compare(int subjects, Func<int, double> difference) =>
        Paired.Against(Scores(subjects, i => 0.5 + 0.02 * i), new Dictionary<string, IReadOnlyDictionary<string, double>>
        {
            ["variant"] = Scores(subjects, i => 0.5 + 0.02 * i + difference(i)),
        })["variant"];

    private static Dictionary<string, double> Scores(int subjects, Func<int, double> score) =>
        Enumerable.Range(0, subjects).ToDictionary(i => $"s{i:00}", score);

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
