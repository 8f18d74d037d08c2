namespace Eegavi.Data.Synthetic.Ceilings;

/// <summary>The best that any model can reach on a planted data set: a model above is a leak.</summary>
/// <remarks>Bayes rules, in closed form for R, X and F, simulated (fixed seed, standard error below 0.0025) for T, T4 and C.</remarks>
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

    private static List<PlantedCeiling> All(PlantedOptions options, PlantedVariances variances, IReadOnlyList<string> modalities, bool surroundings)
    {
        var audio = 1 - (PlantedScalars.ShareMissing(options, 1) + PlantedScalars.ShareMissing(options, -1)) / 2;
        var video = InteractionCeilings.OfC(variances).First(c => c.Inputs == "video").Accuracy;
        List<PlantedCeiling> all =
        [
            .. RedundantCeilings.All(options, variances, modalities),
            .. InteractionCeilings.OfX(variances).Select(x => x.Inputs.Contains("audio") ? x.WithAudioIn(audio, 0.5) : x),
            .. new BindingCeilings("T", options.WindowSeconds, variances, surroundings).All(),
            .. new BindingCeilings("T4", options.WindowSeconds, variances, surroundings).All(),
            .. InteractionCeilings.OfC(variances).Select(c => c.Inputs.Contains("audio") ? c.WithAudioIn(audio, c.Inputs.Contains("video") ? video : 0.5) : c),
            .. InteractionCeilings.OfF(variances),
            new("L", "any", PlantedCeiling.Any, 0.5),
            new("L", "any, split by windows instead of subjects", PlantedCeiling.Any, PlantedSubject.LabelPrior),
        ];
        return [.. all, .. RatingCeilings.From(all, modalities)];
    }
}
