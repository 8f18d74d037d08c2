using static TorchSharp.torch;

namespace Eegavi.Fusion;

/// <summary>What a mask of <see cref="QFormer"/> shows.</summary>
internal static class QFormerSight
{
    // Half a millisecond, below any sampling period in use, so that rounding hides no token from itself.
    private const double Rounding = 5e-4;

    /// <summary>What tokens of [queries; EEG] see of each other.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="joined">[B, L + T] learned queries, then EEG tokens.</param>
    /// <param name="queries">L.</param>
    public static Sight Of(QFormerMask mask, TokenSequence joined, long queries)
    {
        if (mask == QFormerMask.Bidirectional) return Sight.All;
        var learned = arange(joined.Valid.shape[1], device: joined.Valid.device).lt(queries).unsqueeze(0);      // [1, N]
        var (reader, read) = (learned.unsqueeze(2), learned.unsqueeze(1));
        return mask == QFormerMask.Unimodal
            ? new(reader.eq(read).expand(joined.Valid.shape[0], -1, -1))
            : new(read.logical_or(reader.logical_not().logical_and(Past(joined))));
    }

    // [B, N, N]: what is no later, or has no place in time.
    private static Tensor Past(TokenSequence joined)
    {
        var past = joined.Seconds.unsqueeze(1).le(joined.Seconds.unsqueeze(2) + Rounding);
        return past.logical_or(joined.Timeless!.unsqueeze(1)).logical_or(joined.Timeless!.unsqueeze(2));
    }
}
