namespace Eegavi.Data.Synthetic;

/// <summary>Everything that is planted in one trial: labels, scalars and events.</summary>
/// <remarks>A scalar is signal + N(0, 1) noise, one draw for each trial; tokens and files show the same scalars.</remarks>
public sealed class PlantedTrial
{
    /// <summary>0…S−1.</summary>
    public required int Subject { get; init; }

    /// <summary>0…N−1 within the subject.</summary>
    public required int Index { get; init; }

    /// <summary>The seven labels.</summary>
    public required PlantedLabels Labels { get; init; }

    /// <summary>EEG on R: ½·1.0·R + subject offset + ε.</summary>
    public required double EegR { get; init; }

    /// <summary>Audio on R: ½·1.4·R + ε.</summary>
    public required double AudioR { get; init; }

    /// <summary>Video on R: ½·1.0·R + ε.</summary>
    public required double VideoR { get; init; }

    /// <summary>ECG on R (files only): ½·0.8·R + subject offset + ε.</summary>
    public required double EcgR { get; init; }

    /// <summary>Text on R (files only): R's sign, wrong in 30 of 100 trials.</summary>
    public required int TextR { get; init; }

    /// <summary>EEG on X: 2·b + ε, b = ±1.</summary>
    public required double EegX { get; init; }

    /// <summary>Audio on X: 2·b·X + ε.</summary>
    public required double AudioX { get; init; }

    /// <summary>Which modality carries C: +1 audio, −1 video; the other carries a decoy.</summary>
    public required int Carrier { get; init; }

    /// <summary>EEG on C: 2·carrier + ε.</summary>
    public required double EegC { get; init; }

    /// <summary>Audio on C: 2·(C or the decoy) + ε.</summary>
    public required double AudioC { get; init; }

    /// <summary>Video on C: 2·(the decoy or C) + ε.</summary>
    public required double VideoC { get; init; }

    /// <summary>EEG on F: 1.5·g·F + ε, g = column 0 of the table.</summary>
    public required double EegF { get; init; }

    /// <summary>Three columns: g = ±1, and two of N(0, 1) that mean nothing.</summary>
    public required double[] Table { get; init; }

    /// <summary>Fast events, one a second, on label T.</summary>
    public required PlantedEvents Fast { get; init; }

    /// <summary>Slow events, held for 4 s, on label T4.</summary>
    public required PlantedEvents Slow { get; init; }

    /// <summary>o in −4…4, known to a reader: second t of the window is second t + 4 + o of the trial's video.</summary>
    public required int OffsetSeconds { get; init; }

    /// <summary>False: this trial has no audio.</summary>
    public required bool HasAudio { get; init; }
}
