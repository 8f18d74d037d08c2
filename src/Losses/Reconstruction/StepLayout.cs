using static TorchSharp.torch;

namespace Eegavi.Losses;

/// <summary>Where a window has its steps in time.</summary>
public enum StepLayout
{
    /// <summary>A signal [B, C, S]: time is last.</summary>
    Signal,

    /// <summary>Tokens that were computed before [B, N, E]: time comes before the channels.</summary>
    Tokens,
}

/// <summary>Windows as [B, steps, channels].</summary>
internal static class Steps
{
    /// <summary>The shape of a window of so many channels at a rate.</summary>
    public static WindowShape Window(StepLayout layout, long channels, double rateHz, WindowAssumptions assumed) => layout == StepLayout.Signal
        ? new("C S", [channels, assumed.Steps(rateHz)], 1, 1 / rateHz)
        : new("N E", [assumed.Steps(rateHz), channels], 0, 1 / rateHz);

    /// <summary>[B, S, C] values of a window.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="modality">Name of the window.</param>
    /// <param name="layout">Where its steps are.</param>
    /// <exception cref="ArgumentException">The batch has no such window, or it has another number of axes.</exception>
    public static (ModalityWindow Window, Tensor Values) Of(Batch batch, string modality, StepLayout layout)
    {
        if (!batch.Modalities.TryGetValue(modality, out var window))
            throw new ArgumentException($"Expected a batch with the modality '{modality}'; got {string.Join(", ", batch.Modalities.Keys.Order(StringComparer.Ordinal))}.");
        Axes.Match((window.Values, layout == StepLayout.Signal ? "B C S" : "B S C"), (window.Valid, "B S"));
        return (window, Turn(window.Values, layout));
    }

    /// <summary>From the window's own axes to [B, S, C] or back.</summary>
    public static Tensor Turn(Tensor values, StepLayout layout) => layout == StepLayout.Signal ? values.transpose(1, 2) : values;

    /// <summary>The batch with other values in a window's place, and the answer, both outliving the current scope.</summary>
    /// <param name="batch">As the data made it.</param>
    /// <param name="modality">Name of the window.</param>
    /// <param name="window">The window as the data made it.</param>
    /// <param name="seen">New values.</param>
    /// <param name="answer">New tensors.</param>
    /// <param name="valid">New mask; null = the window's.</param>
    public static (Batch Batch, LossVector Answer) Asked(Batch batch, string modality, ModalityWindow window, Tensor seen, LossVector answer, Tensor? valid = null)
    {
        foreach (var made in new[] { seen, answer.Values, answer.Present, answer.Seconds, valid }) made?.MoveToOuterDisposeScope();
        var other = new ModalityWindow { Values = seen, Valid = valid ?? window.Valid, Seconds = window.Seconds };
        return (batch.With(new Dictionary<string, ModalityWindow>(batch.Modalities, StringComparer.Ordinal) { [modality] = other }), answer);
    }
}
