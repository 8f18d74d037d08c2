namespace Eegavi.Data.Synthetic.Ceilings;

/// <summary>The best that any model can reach on a planted data set: a model above is a leak.</summary>
/// <remarks>Bayes rules, in closed form for R, X and F, simulated (fixed seed, standard error below 0.003) for T, T4 and C.</remarks>
public static class PlantedCeilings
{
    /// <summary>Modalities of a data set of tokens, without the table.</summary>
    public static IReadOnlyList<string> TokenModalities { get; } = ["audio", "eeg", "video"];

    /// <summary>Modalities of a data set of files, without the table.</summary>
    public static IReadOnlyList<string> FileModalities { get; } = ["audio", "ecg", "eeg", "text", "video"];

    /// <summary>Ceilings of tokens.</summary>
    public static IReadOnlyList<PlantedCeiling> OfTokens(PlantedOptions options) =>
        All(options, PlantedVariances.OfTokens(options), TokenModalities, surroundings: true);

    /// <summary>Ceilings of files, for the variances with which their scalars can be read.</summary>
    public static IReadOnlyList<PlantedCeiling> OfFiles(PlantedOptions options, PlantedVariances variances) =>
        All(options, variances, FileModalities, surroundings: false);

    /// <summary>Ceilings of X, C and F where some trials lack audio: X is lost there, C is left with video.</summary>
    internal static IEnumerable<PlantedCeiling> Interactions(PlantedOptions options, PlantedVariances variances)
    {
        var heard = 1 - (PlantedScalars.ShareMissing(options, 1) + PlantedScalars.ShareMissing(options, -1)) / 2;
        var c = InteractionCeilings.OfC(variances).ToList();
        var video = c.First(row => row.Inputs == "video").Accuracy;
        PlantedCeiling Heard(PlantedCeiling row) => row.Inputs.Contains("audio", StringComparison.Ordinal)
            ? row.WithAudioIn(heard, row.Inputs.Contains("video", StringComparison.Ordinal) ? video : 0.5) : row;
        return [.. InteractionCeilings.OfX(variances).Concat(c).Select(Heard), .. InteractionCeilings.OfF(variances)];
    }

    private static List<PlantedCeiling> All(PlantedOptions options, PlantedVariances variances, IReadOnlyList<string> modalities, bool surroundings)
    {
        List<PlantedCeiling> all =
        [
            .. RedundantCeilings.All(options, variances, modalities),
            .. Interactions(options, variances),
            .. new BindingCeilings("T", options.WindowSeconds, variances, surroundings).All(),
            .. new BindingCeilings("T4", options.WindowSeconds, variances, surroundings).All(),
            new("L", "any", PlantedCeiling.Any, 0.5),
            new("L", "any, split by windows instead of subjects", PlantedCeiling.Any, PlantedSubject.LabelPrior),
        ];
        return [.. all, .. RatingCeilings.From(all, modalities)];
    }
}
