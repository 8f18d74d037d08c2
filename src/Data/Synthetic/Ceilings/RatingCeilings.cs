namespace Eegavi.Data.Synthetic.Ceilings;

/// <summary>Ceilings of the ratings cut at 5 and of the emotion classes: those of the labels behind them, blurred by the rating's noise.</summary>
internal static class RatingCeilings
{
    /// <summary>One row for each rating, from all modalities, and one for the four classes.</summary>
    public static IEnumerable<PlantedCeiling> From(IReadOnlyList<PlantedCeiling> labels, IReadOnlyList<string> modalities)
    {
        var all = string.Join('+', modalities);
        var rows = PlantedRatings.Names.ToDictionary(rating => rating, rating => Blurred(labels, PlantedRatings.LabelBehind(rating)));
        foreach (var (rating, accuracy) in rows) yield return new(rating, all, PlantedCeiling.Centred, accuracy);
        yield return new("emotion", all, PlantedCeiling.Centred, rows["valence"] * rows["arousal"]);
    }

    private static double Blurred(IReadOnlyList<PlantedCeiling> labels, string label)
    {
        var (best, agree) = (labels.Where(c => c.Label == label).Max(c => c.Accuracy), PlantedRatings.AgreementWithLabel);
        return best * agree + (1 - best) * (1 - agree);
    }
}
