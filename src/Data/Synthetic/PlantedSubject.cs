namespace Eegavi.Data.Synthetic;

/// <summary>What is fixed for one subject.</summary>
public sealed class PlantedSubject
{
    /// <summary>Standard deviation of each identity dimension.</summary>
    public const double IdentityDeviation = 3;

    /// <summary>Probability of L = +1 in half of the subjects; one minus it in the others.</summary>
    public const double LabelPrior = 0.85;

    /// <summary>0…S−1.</summary>
    public required int Index { get; init; }

    /// <summary>Name in every table: <c>sub-01</c>, …</summary>
    public string Id => Output.PlantedNames.Subject(Index);

    /// <summary>Offset b_s of EEG in the direction of R, N(0, 1).</summary>
    public required double EegOffset { get; init; }

    /// <summary>Offset of the heart rate in the direction of R, N(0, 1).</summary>
    public required double EcgOffset { get; init; }

    /// <summary>Four identity values, N(0, 3²).</summary>
    public required double[] Identity { get; init; }

    /// <summary>Probability of L = +1: 0.85 in half of the subjects, 0.15 in the others.</summary>
    public required double PriorOfL { get; init; }

    internal static PlantedSubject[] Draw(PlantedOptions options)
    {
        var liked = new PlantedRandom(options.Seed, "label prior").Balanced(options.Subjects);
        return [.. Enumerable.Range(0, options.Subjects).Select(i => Draw(options.Seed, i, liked[i] > 0))];
    }

    private static PlantedSubject Draw(int seed, int index, bool liked)
    {
        var random = new PlantedRandom(seed, "subject", index);
        return new()
        {
            Index = index,
            EegOffset = random.Normal(),
            EcgOffset = random.Normal(),
            Identity = [.. Enumerable.Range(0, 4).Select(_ => random.Normal(IdentityDeviation))],
            PriorOfL = liked ? LabelPrior : 1 - LabelPrior,
        };
    }
}
