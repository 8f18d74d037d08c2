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
    public void Compare_ClearlyBetterOverTwelve_Beats()
    {
        var result = Compare(12, i => 0.1 + 0.01 * (i % 3));

        result.Verdict.Should().Be(Verdict.Better);
        result.Beats.Should().BeTrue();
        result.Difference.Subjects.Should().Be(12);
    }

    [Fact]
    public void Compare_Worse_SaysSo() => Compare(12, i => -0.1 - 0.01 * (i % 3)).Verdict.Should().Be(Verdict.Worse);

    [Fact]
    public void Compare_SevenSubjects_GivesNoVerdict()
    {
        var result = Compare(7, _ => 0.3);

        result.Verdict.Should().Be(Verdict.TooFewSubjects);
        result.Beats.Should().BeFalse();
    }

    [Fact]
    public void Compare_ElevenSubjects_MayBeBetterButDoesNotBeat()
    {
        var result = Compare(11, i => 0.1 + 0.01 * (i % 3));

        result.Verdict.Should().Be(Verdict.Better);
        result.Beats.Should().BeFalse();
    }

    [Fact]
    public void Compare_SevenSubjects_HasNoInterval() => Compare(7, _ => 0.3).Difference.Should().Match<Interval>(d => d.Low == null && d.High == null && d.StandardError != null);

    [Fact]
    public void Compare_MoreComparisons_WidenTheInterval()
    {
        double Better(int i) => 0.02 * Math.Sin(i * 1.7) + 0.012;
        var scores = new Dictionary<string, IReadOnlyDictionary<string, double>> { ["reference"] = Scores(12, _ => 0.5), ["variant"] = Scores(12, i => 0.5 + Better(i)) };
        var alone = Paired.Compare([("variant", "reference")], scores)[0];
        for (var other = 0; other < 6; other++) scores[$"other{other}"] = Scores(12, i => 0.5 + 0.02 * Math.Sin(i * (2 + other) + other));
        var together = Paired.Compare([.. scores.Keys.Skip(1).Select(name => (name, "reference"))], scores)[0];

        together.P.Should().Be(alone.P);
        (alone.CorrectedP, alone.Verdict).Should().Be((alone.P, Verdict.Better));
        together.CorrectedP.Should().BeGreaterThan(0.05);
        together.Verdict.Should().Be(Verdict.NotShown);
        together.Difference.Low.Should().BeLessThan(0);
        together.Difference.Mean.Should().Be(alone.Difference.Mean);
    }

    [Fact]
    public void Compare_BothWays_GivesOppositeAnswers()
    {
        var scores = new Dictionary<string, IReadOnlyDictionary<string, double>> { ["a"] = Scores(13, i => 0.5 + 0.01 * (i % 4)), ["b"] = Scores(13, i => 0.5 + 0.02 * (i % 5)) };
        var results = Paired.Compare([("a", "b"), ("b", "a")], scores);

        results[1].Difference.Should().Match<Interval>(d => d.Mean == -results[0].Difference.Mean && d.Low == -results[0].Difference.High);
        results[1].CorrectedP.Should().Be(results[0].CorrectedP).And.Be(results[0].P, "the same difference twice is one comparison");
    }

    [Fact]
    public void Compare_OtherSubjects_SaysWhatItExpected() =>
        FluentActions.Invoking(() => Paired.Compare([("a", "b")], new Dictionary<string, IReadOnlyDictionary<string, double>> { ["a"] = Scores(9, _ => 0), ["b"] = Scores(8, _ => 0) }))
            .Should().Throw<ArgumentException>().WithMessage("Expected 'a' and 'b' to have scores of the same subjects; got 9 and 8 subjects*");

    [Fact]
    public void Compare_NoPairs_GivesNothing() => Paired.Compare([], new Dictionary<string, IReadOnlyDictionary<string, double>>()).Should().BeEmpty();

    private static PairedResult Compare(int subjects, Func<int, double> difference) => Paired.Compare([("variant", "reference")], new Dictionary<string, IReadOnlyDictionary<string, double>>
    {
        ["reference"] = Scores(subjects, i => 0.5 + 0.02 * i),
        ["variant"] = Scores(subjects, i => 0.5 + 0.02 * i + difference(i)),
    })[0];

    private static Dictionary<string, double> Scores(int subjects, Func<int, double> score) =>
        Enumerable.Range(0, subjects).ToDictionary(i => $"s{i:00}", score);
}
