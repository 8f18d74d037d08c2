using static TorchSharp.torch;

namespace Eegavi.Fusion;

/// <summary>What resamplers share.</summary>
internal static class Media
{
    /// <summary>Checks axes.</summary>
    /// <exception cref="ArgumentException">What was expected, what came.</exception>
    public static void Check(MediaTokens media) =>
        Axes.Match((media.Values, "B M N E"), (media.Valid, "B M N"), (media.Seconds, "B M N"), (media.Span, "B M N"));

    /// <summary>[B, M, count] int64: the number of the item, for as many tokens as each gives.</summary>
    public static Tensor Items(MediaTokens media, long count)
    {
        var (rows, items) = (media.Values.shape[0], media.Values.shape[1]);
        return arange(items, ScalarType.Int64, media.Values.device).view(1, items, 1).repeat(rows, 1, count);
    }
}
