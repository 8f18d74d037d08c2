using static TorchSharp.torch;

namespace Eegavi.Encoders;

/// <summary>What augmentations do to windows of any number of axes.</summary>
internal static class WindowRows
{
    /// <summary>The window with other values.</summary>
    public static ModalityWindow With(this ModalityWindow window, Tensor values) => new() { Values = values, Valid = window.Valid, Seconds = window.Seconds };

    /// <summary>[B] → [B, 1, …] with the axes of the values.</summary>
    public static Tensor PerRow(this ModalityWindow window, Tensor ofRow) =>
        ofRow.reshape([window.Values.shape[0], .. Enumerable.Repeat(1L, (int)window.Values.ndim - 1)]);

    /// <summary>Which axis of the values counts the steps: the last of a signal [B, C, S], the second of tokens [B, N, E] and frames [B, F, 3, H, W].</summary>
    /// <exception cref="ArgumentException">Neither has as many as there are steps.</exception>
    public static int StepAxis(this ModalityWindow window)
    {
        var (shape, steps) = (window.Values.shape, window.Valid.shape[1]);
        if (shape.Length == 3 && shape[2] == steps) return 2;
        if (shape.Length >= 3 && shape[1] == steps) return 1;
        throw new ArgumentException($"Expected a window [B, C, S], [B, N, E] or [B, F, 3, H, W] with {steps} steps; got [{string.Join(", ", shape)}].");
    }

    /// <summary>[B, 1, S], [B, N, 1], …: a value of each step with the axes of the values.</summary>
    public static Tensor PerStep(this ModalityWindow window, Tensor ofStep)
    {
        var axis = window.StepAxis();
        return ofStep.reshape([.. window.Values.shape.Select((size, i) => i == 0 || i == axis ? size : 1)]);
    }
}
