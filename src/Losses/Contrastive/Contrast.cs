using static TorchSharp.torch;

namespace Eegavi.Losses;

/// <summary>What losses that find a row's own among others compute alike.</summary>
internal static class Contrast
{
    /// <summary>[R] cross-entropy of each row: the mean over its positives of LSE over all − its logit.</summary>
    /// <param name="logits">[R, C].</param>
    /// <param name="table">Which pairs match; at least one in each row.</param>
    /// <param name="smoothing">Share of the target that is spread over all columns.</param>
    public static Tensor CrossEntropy(Tensor logits, PairTable table, double smoothing = 0)
    {
        var loss = table.Hide(logits).logsumexp(1, keepdim: true) - logits;                   // [R, C]
        var own = MeanOver(loss, table.Positive);
        if (smoothing == 0) return own;
        var every = table.Ignored is null ? loss.mean([1]) : MeanOver(loss, table.Ignored.logical_not());
        return (1 - smoothing) * own + smoothing * every;
    }

    /// <summary>Mean of the cross-entropies of rows → columns and of columns → rows, a scalar.</summary>
    /// <param name="logits">[n, n].</param>
    /// <param name="table">Which pairs match; at least one in each row and column.</param>
    /// <param name="smoothing">Share of the target that is spread over all columns.</param>
    public static Tensor Symmetric(Tensor logits, PairTable table, double smoothing = 0) =>
        (CrossEntropy(logits, table, smoothing).mean() + CrossEntropy(logits.t(), table.Turned(), smoothing).mean()) / 2;

    /// <summary>[R] mean over the columns where the mask is true.</summary>
    public static Tensor MeanOver(Tensor values, Tensor mask) => where(mask, values, zeros_like(values)).sum(1) / mask.sum(1, type: values.dtype);
}
