using System.Text.Json;
using Eegavi.Training.Comparison;
using Eegavi.Training.Metrics;
using Eegavi.Training.Statistics;

namespace Eegavi.Samples.Acceptance;

/// <summary>
/// Pairs of identical variants: one variant that was trained with many seeds. The first three seeds are one twin, the next three the other, and so on. What tells twins
/// apart is false.
/// </summary>
internal static class Twins
{
    private const int SeedsOfATwin = 3;

    /// <summary>How many pairs there are, and how many are told apart at 5 %.</summary>
    /// <param name="folder">Where <c>compare</c> kept <c>twins.json</c>.</param>
    public static (int Pairs, int ToldApart) Count(string folder)
    {
        var seeds = Directory.GetDirectories(Path.Combine(folder, "runs", "twins", "twin")).OrderBy(path => int.Parse(Path.GetFileName(path)["seed-".Length..], System.Globalization.CultureInfo.InvariantCulture));
        var twins = seeds.Select(Scores).Chunk(SeedsOfATwin).Where(chunk => chunk.Length == SeedsOfATwin).Select(Mean).ToList();
        var pairs = twins.Chunk(2).Where(pair => pair.Length == 2).ToList();
        return (pairs.Count, pairs.Count(pair => SignFlipTest.Of([[.. pair[0].Keys.Select(subject => pair[0][subject] - pair[1][subject])]]).P[0] <= 0.05));
    }

    private static Dictionary<string, double> Mean(IReadOnlyDictionary<string, double>[] seeds) =>
        seeds[0].Keys.Order(StringComparer.Ordinal).ToDictionary(subject => subject, subject => seeds.Average(seed => seed[subject]));

    private static Dictionary<string, double> Scores(string seed) => Directory.GetFiles(seed, "result.json", SearchOption.AllDirectories)
        .Select(file => JsonSerializer.Deserialize<CellResult>(File.ReadAllText(file), CellJson.Format)?.Predictions ?? throw new InvalidDataException($"{file}: expected the predictions of a run; it failed."))
        .SelectMany(said => Classification.BySubject(said.Logits, said.Targets, said.Subjects)).ToDictionary(s => s.Key, s => s.Value.BalancedAccuracy);
}
