using Eegavi.Data.Synthetic.Ceilings;

namespace Eegavi.Data.Synthetic;

/// <summary>What a subject says of one trial: four ratings from 1 to 9, and the emotion that they amount to.</summary>
/// <remarks>
/// rating = 5 + 1.2·label + 1.5·ε, cut to 1…9: the side of 5 on which a rating falls agrees with its label in 79 of 100 trials, so no rating gives a label away.
/// Valence follows R, arousal C, dominance X, liking F. T, T4 and L are behind no rating.
/// </remarks>
/// <param name="Valence">1 = unpleasant, 9 = pleasant; follows R.</param>
/// <param name="Arousal">1 = calm, 9 = excited; follows C.</param>
/// <param name="Dominance">1 = controlled, 9 = in control; follows X.</param>
/// <param name="Liking">1 = not at all, 9 = very much; follows F.</param>
public sealed record PlantedRatings(double Valence, double Arousal, double Dominance, double Liking)
{
    private const double Middle = 5, Step = 1.2, Noise = 1.5;

    /// <summary>Names in the order of <see cref="Values"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["valence", "arousal", "dominance", "liking"];

    /// <summary>The four classes, by quadrant: pleasant and excited, unpleasant and excited, unpleasant and calm, pleasant and calm.</summary>
    public static IReadOnlyList<string> Emotions { get; } = ["happy", "angry", "sad", "relaxed"];

    /// <summary>Probability that a rating lies on its label's side of 5: Φ(1.2/1.5) = 0.788.</summary>
    public static double AgreementWithLabel { get; } = NormalLaw.Below(Step / Noise);

    /// <summary>The ratings in the order of <see cref="Names"/>.</summary>
    public IReadOnlyList<double> Values => [Valence, Arousal, Dominance, Liking];

    /// <summary>The quadrant of valence and arousal, each cut at 5.</summary>
    public string Emotion => (Valence > Middle, Arousal > Middle) switch
    {
        (true, true) => "happy",
        (false, true) => "angry",
        (false, false) => "sad",
        _ => "relaxed",
    };

    /// <summary>Name of the label that drives a rating.</summary>
    public static string LabelBehind(string rating) => rating switch
    {
        "valence" => "R",
        "arousal" => "C",
        "dominance" => "X",
        "liking" => "F",
        _ => throw new ArgumentException($"Expected one of {string.Join(", ", Names)}; got '{rating}'.", nameof(rating)),
    };

    /// <summary>The ratings of one trial.</summary>
    public static PlantedRatings Of(PlantedOptions options, PlantedTrial trial)
    {
        var random = new PlantedRandom(options.Seed, "ratings", trial.Subject * 4096 + trial.Index);
        double Rate(int label) => Math.Round(Math.Clamp(Middle + Step * label + random.Normal(Noise), 1, 9), 2);
        return new(Rate(trial.Labels.R), Rate(trial.Labels.C), Rate(trial.Labels.X), Rate(trial.Labels.F));
    }
}
