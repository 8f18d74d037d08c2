namespace Eegavi.Data.Synthetic.Rendering;

/// <summary>One scalar as the power of one frequency band at a pair of electrodes.</summary>
/// <param name="Feature">Name of the planted scalar.</param>
/// <param name="Plus">Electrode whose amplitude is carrier × exp(κx/2).</param>
/// <param name="Other">Second electrode.</param>
/// <param name="LowHz">Lower edge of the band.</param>
/// <param name="HighHz">Upper edge of the band.</param>
/// <param name="PerSecond">True: the scalar changes every second.</param>
/// <param name="Opposed">True: the second electrode moves against the first (an asymmetry); false: with it.</param>
/// <param name="Microvolts">Root mean square of the carrier at scalar 0.</param>
internal sealed record EegCarrier(
    string Feature, string Plus, string Other, double LowHz, double HighHz, bool PerSecond, bool Opposed, double Microvolts)
{
    /// <summary>All carriers. Bands that share an electrode do not overlap.</summary>
    public static IReadOnlyList<EegCarrier> All { get; } =
    [
        new("eeg.R", "F4", "F3", 8, 13, false, true, 14),
        new("eeg.X", "AF4", "AF3", 4, 7.5, false, false, 10),
        new("eeg.C", "P7", "P8", 8, 13, false, false, 12),
        new("eeg.F", "T8", "T7", 13, 30, false, true, 9),
        new("eeg.T", "O1", "O2", 13, 28, true, false, 12),
        new("eeg.T4", "O1", "O2", 32, 46, true, false, 12),
    ];

    /// <summary>κ: log power for each unit of the scalar.</summary>
    // 0.5 rather than 0.35: a network has a minute to find the bands. The ceilings follow by the same formula.
    public double Slope => PerSecond ? 1 : 0.5;

    /// <summary>Variance that measuring the scalar adds to its unit noise: 1/(B·T·κ²), halved because two electrodes show it.</summary>
    /// <param name="seconds">Seconds T over which it is constant.</param>
    public double MeasurementVariance(double seconds) => 1 / (2 * (HighHz - LowHz) * seconds * Slope * Slope);

    /// <summary>The scalar's value <paramref name="second"/> seconds after the start of a trial.</summary>
    public double Value(PlantedTrial trial, int second) => Feature switch
    {
        "eeg.R" => trial.EegR,
        "eeg.X" => trial.EegX,
        "eeg.C" => trial.EegC,
        "eeg.F" => trial.EegF,
        "eeg.T" => trial.Fast.Eeg[second],
        _ => trial.Slow.Eeg[second],
    };
}
