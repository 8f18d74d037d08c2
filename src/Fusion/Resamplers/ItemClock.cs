using static TorchSharp.torch;

namespace Eegavi.Fusion;

/// <summary>When each media item is: what a token that stands for the whole item says of its time.</summary>
/// <param name="Valid">[B, M] bool: items that have any real token.</param>
/// <param name="Seconds">[B, M] mean second of the real tokens; 0 where there are none.</param>
/// <param name="Span">[B, M] half of the time from the item's first edge to its last.</param>
/// <param name="Timeless">[B, M] bool: no real token has a place in time; null = the encoder knows of no such tokens.</param>
internal sealed record ItemClock(Tensor Valid, Tensor Seconds, Tensor Span, Tensor? Timeless)
{
    /// <summary>Reads the clock of an encoder's tokens.</summary>
    public static ItemClock Of(MediaTokens media)
    {
        if (media.Valid.shape[2] == 0) return Empty(media);
        var timed = media.Timeless is null ? media.Valid : media.Valid.logical_and(media.Timeless.logical_not());   // [B, M, N]
        var (hidden, none) = (timed.logical_not(), timed.any(-1).logical_not());
        var start = (media.Seconds - media.Span).masked_fill(hidden, float.PositiveInfinity).amin(-1);
        var stop = (media.Seconds + media.Span).masked_fill(hidden, float.NegativeInfinity).amax(-1);
        var present = media.Timeless is null ? none.logical_not() : media.Valid.any(-1);
        return new(
            present,
            media.Seconds.masked_fill(hidden, 0).sum(-1) / timed.sum(-1, type: ScalarType.Float32).clamp_min(1),
            ((stop - start) / 2).masked_fill(none, 0),
            media.Timeless is null ? null : present.logical_and(none));
    }

    // An item without places: the smallest of no numbers is none.
    private static ItemClock Empty(MediaTokens media)
    {
        var clock = zeros(media.Valid.shape[..2], ScalarType.Float32, media.Valid.device);
        var none = clock.to_type(ScalarType.Bool);
        return new(none, clock, clock.clone(), media.Timeless is null ? null : none.clone());
    }
}
