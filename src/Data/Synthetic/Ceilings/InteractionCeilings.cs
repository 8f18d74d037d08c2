namespace Eegavi.Data.Synthetic.Ceilings;

/// <summary>Ceilings of X, C and F, which no single modality, and no sum over modalities, can tell.</summary>
internal static class InteractionCeilings
{
    private const int Draws = 100_000;

    /// <summary>X: the sign of a product.</summary>
    public static IEnumerable<PlantedCeiling> OfX(PlantedVariances variances)
    {
        var (eeg, audio) = (Right(PlantedScalars.PairD, variances["eeg.X"]), Right(PlantedScalars.PairD, variances["audio.X"]));
        var both = eeg * audio + (1 - eeg) * (1 - audio);
        foreach (var alone in new[] { "audio", "eeg" }) yield return new("X", alone, PlantedCeiling.Any, 0.5, 0.5);
        yield return new("X", "audio+eeg", PlantedCeiling.Additive, AndRule(both), 0.5, Math.Log(2));
        yield return new("X", "audio+eeg", PlantedCeiling.Any, both, CrossEntropy: CrossEntropyOfX(variances));
    }

    /// <summary>F: the sign that the table flips.</summary>
    public static IEnumerable<PlantedCeiling> OfF(PlantedVariances variances)
    {
        var right = Right(PlantedScalars.FlipD, variances["eeg.F"]);
        foreach (var alone in new[] { "eeg", "table" }) yield return new("F", alone, PlantedCeiling.Any, 0.5, 0.5);
        yield return new("F", "eeg+table", PlantedCeiling.Additive, AndRule(right), 0.5, Math.Log(2));
        yield return new("F", "eeg+table", PlantedCeiling.Any, right);
    }

    /// <summary>C: audio or video, whichever EEG says.</summary>
    public static IEnumerable<PlantedCeiling> OfC(PlantedVariances variances)
    {
        var (all, sum, audio, video) = SimulateC(variances);
        yield return new("C", "eeg", PlantedCeiling.Any, 0.5, 0.5);
        yield return new("C", "audio", PlantedCeiling.Any, audio);
        yield return new("C", "video", PlantedCeiling.Any, video);
        yield return new("C", "audio+eeg", PlantedCeiling.Any, audio);
        yield return new("C", "eeg+video", PlantedCeiling.Any, video);
        yield return new("C", "audio+video", PlantedCeiling.Any, sum);
        yield return new("C", "audio+eeg+video", PlantedCeiling.Additive, sum);
        yield return new("C", "audio+eeg+video", PlantedCeiling.Any, all);
    }

    private static double Right(double d, double variance) => NormalLaw.Below(d / 2 / Math.Sqrt(variance));

    // With all bits known an AND rule is right in 3 of 4 trials; bits that are wrong mirror it.
    private static double AndRule(double both) => 0.75 * both + 0.25 * (1 - both);

    // −E log ½(1 + y·tanh·tanh) over the two noises.
    private static double CrossEntropyOfX(PlantedVariances variances)
    {
        var random = new PlantedRandom(0, "ceiling X");
        var sum = 0.0;
        for (var i = 0; i < Draws; i++)
        {
            var (half, label) = (random.Sign(), random.Sign());
            var (eeg, audio) = (Belief(random, half, variances["eeg.X"]), Belief(random, half * label, variances["audio.X"]));
            sum -= Math.Log((1 + label * eeg * audio) / 2);
        }

        return sum / Draws;
    }

    private static (double All, double Sum, double Audio, double Video) SimulateC(PlantedVariances variances)
    {
        var random = new PlantedRandom(0, "ceiling C");
        var right = (All: 0, Sum: 0, Audio: 0, Video: 0);
        for (var i = 0; i < Draws; i++)
        {
            var (carrier, label, decoy) = (random.Sign(), random.Sign(), random.Sign());
            var cue = Belief(random, carrier, variances["eeg.C"]);
            var audio = Belief(random, carrier > 0 ? label : decoy, variances["audio.C"]);
            var video = Belief(random, carrier > 0 ? decoy : label, variances["video.C"]);
            // P(y | all) ∝ p_r(1 + y·t_a) + (1 − p_r)(1 + y·t_v), p_r = (1 + cue)/2.
            if (label * ((1 + cue) * audio + (1 - cue) * video) > 0) right.All++;
            if (label * (audio + video) > 0) right.Sum++;
            if (label * audio > 0) right.Audio++;
            if (label * video > 0) right.Video++;
        }

        return (Share(right.All), Share(right.Sum), Share(right.Audio), Share(right.Video));
    }

    // E[sign | 2·sign + noise] = tanh(2x/σ²).
    private static double Belief(PlantedRandom random, int sign, double variance)
    {
        var mean = PlantedScalars.PairD / 2;
        return Math.Tanh(mean * (mean * sign + random.Normal(Math.Sqrt(variance))) / variance);
    }

    private static double Share(int count) => count / (double)Draws;
}
