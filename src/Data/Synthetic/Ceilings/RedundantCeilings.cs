namespace Eegavi.Data.Synthetic.Ceilings;

/// <summary>Ceilings of R: independent normal cues add up, d² by d²; text and the absence of audio shift the criterion.</summary>
internal static class RedundantCeilings
{
    private static readonly (string Name, double D)[] Cues =
    [
        ("audio", PlantedScalars.AudioD), ("ecg", PlantedScalars.EcgD), ("eeg", PlantedScalars.EegD), ("video", PlantedScalars.VideoD),
    ];

    /// <summary>Every subset of <paramref name="modalities"/>, as it is and subject-centred.</summary>
    public static IEnumerable<PlantedCeiling> All(PlantedOptions options, PlantedVariances variances, IReadOnlyList<string> modalities)
    {
        foreach (var subset in Subsets(modalities))
        {
            var inputs = string.Join('+', subset);
            yield return new("R", inputs, PlantedCeiling.Any, Best(options, variances, subset, centred: false));
            if (subset.Any(HasOffset)) yield return new("R", inputs, PlantedCeiling.Centred, Best(options, variances, subset, centred: true));
        }

        if (options.Missing != PlantedMissing.None) yield return new("R", "presence of audio", PlantedCeiling.Any, PresenceAlone(options));
    }

    /// <summary>Accuracy of the Bayes rule that uses whether audio is there.</summary>
    public static double Best(PlantedOptions options, PlantedVariances variances, IReadOnlyCollection<string> subset, bool centred) =>
        Accuracy(options, variances, subset, centred, usePresence: true);

    /// <summary>Accuracy of the best rule that treats absence as saying nothing.</summary>
    public static double IgnoringPresence(PlantedOptions options, PlantedVariances variances, IReadOnlyCollection<string> subset, bool centred) =>
        Accuracy(options, variances, subset, centred, usePresence: false);

    /// <summary>Accuracy from the absence of audio alone.</summary>
    public static double PresenceAlone(PlantedOptions options) =>
        0.5 + Math.Abs(PlantedScalars.ShareMissing(options, 1) - PlantedScalars.ShareMissing(options, -1)) / 2;

    private static bool HasOffset(string modality) => modality is "eeg" or "ecg";

    // Sum over audio there or not, text right or wrong: each shifts the normal log-likelihood ratio by a constant.
    private static double Accuracy(PlantedOptions options, PlantedVariances variances, IReadOnlyCollection<string> subset, bool centred, bool usePresence)
    {
        var (plus, minus) = (PlantedScalars.ShareMissing(options, 1), PlantedScalars.ShareMissing(options, -1));
        if (!subset.Contains("audio")) (plus, minus) = (0, 0);
        var (without, with) = (Squared(variances, subset.Where(m => m != "audio"), centred), Squared(variances, subset, centred));
        return Part(plus, minus, without) + Part(1 - plus, 1 - minus, with);

        double Part(double shareOfPlus, double shareOfMinus, double squared)
        {
            if (shareOfPlus + shareOfMinus <= 0) return 0;
            var shift = usePresence ? Math.Log(shareOfPlus / shareOfMinus) : 0;
            return 0.5 * (shareOfPlus * WithText(squared, shift, subset.Contains("text")) + shareOfMinus * WithText(squared, -shift, subset.Contains("text")));
        }
    }

    private static double WithText(double squared, double shift, bool hasText)
    {
        var (wrong, step) = (PlantedScalars.TextErrors, Math.Log((1 - PlantedScalars.TextErrors) / PlantedScalars.TextErrors));
        return hasText ? (1 - wrong) * Right(squared, shift + step) + wrong * Right(squared, shift - step) : Right(squared, shift);
    }

    // P(LLR + shift > 0) for LLR ~ N(D²/2, D²); even odds for a tie.
    private static double Right(double squared, double shift) => squared > 0
        ? NormalLaw.Below((squared / 2 + shift) / Math.Sqrt(squared))
        : 0.5 + 0.5 * Math.Sign(shift);

    private static double Squared(PlantedVariances variances, IEnumerable<string> subset, bool centred) => Cues
        .Where(c => subset.Contains(c.Name))
        .Sum(c => c.D * c.D / (variances[c.Name + ".R"] + (HasOffset(c.Name) && !centred ? 1 : 0)));

    private static IEnumerable<string[]> Subsets(IReadOnlyList<string> all) => Enumerable.Range(1, (1 << all.Count) - 1)
        .Select(bits => all.Where((_, i) => (bits >> i & 1) == 1).ToArray());
}
