using static TorchSharp.torch;

namespace Eegavi.Fusion;

/// <summary>What attention may not see, as one tensor that all heads share.</summary>
/// <param name="Bias">[B, 1, Tq or 1, Tk] float32, added to the logits: about −∞ where a key is hidden.</param>
/// <param name="Seen">[B, 1, Tq or 1, 1] bool: which queries see any key; null = all do.</param>
internal sealed record KeyMask(Tensor Bias, Tensor? Seen)
{
    // Finite, so that a query that sees nothing has a softmax without NaN, which Seen then sets to 0; representable in bfloat16.
    private const double Hidden = -1e30;

    /// <summary>The mask of keys that are real and visible; null where nothing is hidden.</summary>
    /// <param name="valid">[B, Tk] bool, true = real.</param>
    /// <param name="sight">What a rule of visibility allows.</param>
    public static KeyMask? Of(Tensor valid, Sight? sight = null)
    {
        if (sight?.Visible is null && sight?.Bias is null && Masked.All(valid)) return null;
        var allowed = valid.unsqueeze(1);                                                   // [B, 1, Tk]
        if (sight?.Visible is not null) allowed = allowed.logical_and(sight.Visible);       // [B, Tq, Tk]
        var open = sight?.Bias ?? zeros_like(allowed, dtype: ScalarType.Float32);
        var seen = allowed.any(-1, keepdim: true);
        return new(open.masked_fill(allowed.logical_not(), Hidden).unsqueeze(1), Masked.All(seen) ? null : seen.unsqueeze(1));
    }
}
