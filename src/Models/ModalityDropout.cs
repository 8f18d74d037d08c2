using static TorchSharp.torch;

namespace Eegavi.Models;

/// <summary>Draws which modalities of which rows a training step hides.</summary>
internal static class ModalityDropout
{
    /// <summary>Draws a mask of what stays: each present modality is hidden with probability <paramref name="chance"/>, but never all of a row.</summary>
    /// <param name="present">[B, C] bool, true = the row has the modality.</param>
    /// <param name="chance">0…1.</param>
    /// <returns>[B, C] bool, true = stays.</returns>
    public static Tensor Draw(Tensor present, double chance)
    {
        using var scope = NewDisposeScope();
        var draws = rand_like(present, dtype: ScalarType.Float32);
        var stays = present.logical_and(draws.ge(chance));
        // A row that lost everything keeps the present modality with the largest draw.
        var spared = draws.masked_fill(present.logical_not(), -1).argmax(1, keepdim: true);
        var keepOne = zeros_like(present).scatter(1, spared, ones_like(spared, dtype: ScalarType.Bool)).logical_and(present);
        return where(stays.any(1, keepdim: true), stays, keepOne).MoveToOuterDisposeScope();
    }
}
