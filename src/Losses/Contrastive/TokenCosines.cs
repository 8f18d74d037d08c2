using static TorchSharp.torch;

namespace Eegavi.Losses;

/// <summary>Cosines between rows where one side may be several tokens: the best token counts.</summary>
internal static class TokenCosines
{
    /// <summary>[n, n] cosines.</summary>
    /// <param name="anchor">[B, P] or tokens [B, T, P], of length one.</param>
    /// <param name="anchorPresent">[B], of tokens [B, T].</param>
    /// <param name="other">[B, P] or tokens [B, T, P], of length one.</param>
    /// <param name="otherPresent">[B], of tokens [B, T].</param>
    /// <param name="rows">[n] the rows to compare; each has at least one token.</param>
    /// <exception cref="ArgumentException">Both sides are tokens.</exception>
    public static Tensor Of(Tensor anchor, Tensor anchorPresent, Tensor other, Tensor otherPresent, Tensor rows)
    {
        if (anchor.ndim == 3 && other.ndim == 3) throw new ArgumentException("Expected tokens at one of two ends at most; got them at both.");
        var (a, b) = (Rows.Take(anchor, rows), Rows.Take(other, rows));
        if (a.ndim == 3) return Best(a, Rows.Take(anchorPresent, rows), b);
        return b.ndim == 3 ? Best(b, Rows.Take(otherPresent, rows), a).t() : a.mm(b.t());
    }

    // tokens [n, T, P], valid [n, T], vectors [m, P] → [n, m].
    private static Tensor Best(Tensor tokens, Tensor valid, Tensor vectors) =>
        nn.functional.linear(tokens, vectors).masked_fill(valid.logical_not().unsqueeze(-1), double.NegativeInfinity).amax([1L]);
}
