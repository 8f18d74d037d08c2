using Eegavi.Training.Statistics;

namespace Eegavi.Training.Tests.Statistics;

/// <summary>
/// Per-subject scores of simulated variants: a common level per person (which pairing must remove) and noise. What the family promises must hold over
/// 2,000 draws, within two standard errors of the draws.
/// </summary>
public class FamilyWiseTests
{
    private const int Repetitions = 2000;
    private static readonly int Limit = (int)(Repetitions * (0.05 + 2 * Math.Sqrt(0.05 * 0.95 / Repetitions)));

    // The variants that stand for single modalities are the last ones; the best of them, by these very scores, is the one that the others are held to.
    [Theory]
    [InlineData(12, 2, 1)]
    [InlineData(12, 8, 5)]
    [InlineData(16, 5, 2)]
    public void Compare_EqualVariants_AreFalselyDifferentAtMostAsOftenAsItSays(int subjects, int variants, int singles)
    {
        var (random, beats, different, alone) = (new Random(17), 0, 0, 0);
        var pairs = Pairs(variants, singles);
        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            var scores = Draw(random, subjects, variants, _ => 0);
            var results = Paired.Compare(pairs, scores, repetition);
            var best = Names(variants)[^singles..].MaxBy(name => scores[name].Values.Average());
            var reported = results.Where((_, i) => pairs[i].Reference == "v0" || pairs[i].Reference == best).ToList();
            if (reported.Exists(r => r.Beats)) beats++;
            if (results.Any(r => r.Verdict != Verdict.NotShown)) different++;
            if (reported.Exists(r => r.P <= 0.05)) alone++;
        }

        beats.Should().BeLessThanOrEqualTo(Limit);
        different.Should().BeLessThanOrEqualTo(Limit).And.BeGreaterThan(Repetitions / 50, "a test that never finds anything is no test");
        if (variants > 2) alone.Should().BeGreaterThan(Limit, "uncorrected, the same scores show differences that are none");
    }

    [Theory]
    [InlineData(8, 4)]
    [InlineData(12, 6)]
    public void Compare_UnequalVariants_IntervalsHoldTheTruthTogether(int subjects, int variants)
    {
        var (random, missed) = (new Random(5), 0);
        var pairs = Pairs(variants, singles: 1);
        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            var results = Paired.Compare(pairs, Draw(random, subjects, variants, variant => 0.02 * variant), repetition);
            if (results.Where((r, i) => Truth(pairs[i]) is var truth && (r.Difference.Low > truth || r.Difference.High < truth)).Any()) missed++;
        }

        missed.Should().BeLessThanOrEqualTo(Limit);
    }

    private static double Truth((string Variant, string Reference) pair) => 0.02 * (pair.Variant[1] - pair.Reference[1]);

    private static string[] Names(int variants) => [.. Enumerable.Range(0, variants).Select(v => $"v{v}")];

    private static (string Variant, string Reference)[] Pairs(int variants, int singles) =>
        [.. from reference in Names(variants)[^singles..].Prepend("v0").Distinct() from variant in Names(variants) where variant != reference select (variant, reference)];

    private static Dictionary<string, IReadOnlyDictionary<string, double>> Draw(Random random, int subjects, int variants, Func<int, double> better)
    {
        var level = Enumerable.Range(0, subjects).Select(_ => 0.6 + 0.1 * Normal(random)).ToArray();
        return Enumerable.Range(0, variants).ToDictionary(v => $"v{v}", v => (IReadOnlyDictionary<string, double>)Enumerable.Range(0, subjects)
            .ToDictionary(i => $"s{i:00}", i => level[i] + better(v) + 0.03 * Normal(random)));
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
