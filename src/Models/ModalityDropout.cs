using static TorchSharp.torch;

namespace Eegavi.Models;

/// <summary>Draws which modalities of which rows a training step hides.</summary>
internal static class ModalityDropout
{
    /// <summary>Draws a mask of what stays: each present modality is hidden with its chance, but never all of a row, save in rows that lose all.</summary>
    /// <param name="present">[B, C] bool, true = the row has the modality.</param>
    /// <param name="spec">The chances.</param>
    /// <returns>[B, C] bool, true = stays.</returns>
    public static Tensor Draw(Tensor present, ModalityDropoutSpec spec)
    {
        using var scope = NewDisposeScope();
        var draws = rand_like(present, dtype: ScalarType.Float32);
        var stays = present.logical_and(draws.ge(spec.Chance));
        // A row that lost everything keeps the present modality with the largest draw.
        var spared = draws.masked_fill(present.logical_not(), -1).argmax(1, keepdim: true);
        var keepOne = zeros_like(present).scatter(1, spared, ones_like(spared, dtype: ScalarType.Bool)).logical_and(present);
        var some = where(stays.any(1, keepdim: true), stays, keepOne);
        var keepsAny = rand(present.shape[0], 1, device: present.device).ge(spec.AllDropped);
        return some.logical_and(keepsAny).MoveToOuterDisposeScope();
    }

    /// <summary>The tokens of the rows that stay; the others have none that is real.</summary>
    /// <param name="tokens">[B, M, E].</param>
    /// <param name="stays">[B] bool.</param>
    public static TokenSequence Hide(TokenSequence tokens, Tensor stays) => new()
    {
        Values = tokens.Values,
        Valid = tokens.Valid.logical_and(stays.unsqueeze(1)),
        Seconds = tokens.Seconds,
        Span = tokens.Span,
        Item = tokens.Item,
        Timeless = tokens.Timeless,
        Modality = tokens.Modality,
    };
}
