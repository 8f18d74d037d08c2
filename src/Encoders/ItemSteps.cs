using static TorchSharp.torch;

namespace Eegavi.Encoders;

/// <summary>The steps of a window with several media items.</summary>
internal static class ItemSteps
{
    /// <summary>What a window says of each step, for each token: [B, M] or [B, M·N] → [B, M, N].</summary>
    /// <param name="perStep">One for each token, items one after the other, or one for each item.</param>
    /// <param name="shape">[B, M, N, …] of the values.</param>
    /// <exception cref="ArgumentException">There are neither as many steps as tokens nor as many as items.</exception>
    public static Tensor PerToken(Tensor perStep, long[] shape)
    {
        var (rows, items, tokens) = (shape[0], shape[1], shape[2]);
        if (perStep.ndim == 2 && perStep.shape[0] == rows)
        {
            if (perStep.shape[1] == items * tokens) return perStep.reshape(rows, items, tokens);
            if (perStep.shape[1] == items) return perStep.unsqueeze(2).repeat(1, 1, tokens);
        }
        throw new ArgumentException($"Expected a step for each of {items} items or {items * tokens} tokens in {rows} rows; got [{string.Join(", ", perStep.shape)}].");
    }
}
