namespace Eegavi.Data.Synthetic;

/// <summary>The seven labels of one trial, each −1 or +1, each planted by one mechanism.</summary>
/// <param name="R">Redundant: EEG, audio, video, ECG and text each show it.</param>
/// <param name="X">Synergy: only the product of EEG and audio shows it.</param>
/// <param name="T">Temporal binding: whether EEG and video events agree, second by second.</param>
/// <param name="T4">The same with events held for 4 s.</param>
/// <param name="C">Shown by audio or by video; EEG tells which to believe.</param>
/// <param name="F">Shown by EEG, with a sign that column 0 of the table flips.</param>
/// <param name="L">A trap: follows the subject's prior and nothing else.</param>
public sealed record PlantedLabels(int R, int X, int T, int T4, int C, int F, int L)
{
    /// <summary>Names in the order of <see cref="Values"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["R", "X", "T", "T4", "C", "F", "L"];

    /// <summary>The seven labels in the order of <see cref="Names"/>.</summary>
    public IReadOnlyList<int> Values => [R, X, T, T4, C, F, L];
}
