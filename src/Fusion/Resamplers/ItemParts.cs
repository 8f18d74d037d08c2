using static TorchSharp.torch;

namespace Eegavi.Fusion;

/// <summary>What media items are made of: frames, and class tokens that stand for more than a frame.</summary>
/// <param name="Frames">[B, M, F, v, …] of each tensor, as [B, M·F, v, E]; null = class tokens only.</param>
/// <param name="FrameCount">Frames F of an item.</param>
/// <param name="Classes">[B, M, K, E], timeless; null = none. An item without tokens has nothing else, K = 0.</param>
internal sealed record ItemParts(MediaTokens? Frames, long FrameCount, MediaTokens? Classes)
{
    /// <summary>Takes items apart.</summary>
    /// <param name="media">[B, M, N, E]. A place that is timeless in any row is that of a class token; the others are frames, one after the other.</param>
    /// <param name="tokensPerFrame">Tokens v of a frame; 0 = the item is one frame.</param>
    /// <exception cref="ArgumentException">The tokens are no whole number of frames.</exception>
    public static ItemParts Of(MediaTokens media, int tokensPerFrame)
    {
        var timeless = media.Timeless?.any(0).any(0);                                               // [N]
        var tokens = timeless is null ? media : At(media, timeless.logical_not());
        var classes = timeless is null ? null : At(media, timeless);
        var count = tokens?.Values.shape[2] ?? 0;
        if (tokens is null || count == 0) return new(null, 0, classes ?? media);
        var perFrame = tokensPerFrame == 0 ? count : tokensPerFrame;
        if (count % perFrame != 0)
            throw new ArgumentException($"Expected whole frames of {perFrame} tokens (tokensPerFrame) on axis N, beside class tokens; got {count}.");
        return new(Cut(tokens, count / perFrame, perFrame), count / perFrame, classes is null ? null : OnlyTimeless(classes));
    }

    /// <summary>Tokens [B, M, n, E] that were made of the frames, before the class tokens.</summary>
    public MediaTokens With(MediaTokens? ofFrames)
    {
        if (Classes is null) return ofFrames!;
        if (ofFrames is null) return Classes;
        Tensor Join(Func<MediaTokens, Tensor> of) => cat([of(ofFrames), of(Classes)], 2);
        return new()
        {
            Values = Join(part => part.Values),
            Valid = Join(part => part.Valid),
            Seconds = Join(part => part.Seconds),
            Span = Join(part => part.Span),
            Timeless = cat([zeros_like(ofFrames.Valid), Classes.Timeless!], 2),
        };
    }

    private static MediaTokens? At(MediaTokens media, Tensor places)
    {
        var index = places.nonzero().squeeze(1);
        return index.shape[0] == 0 ? null : media.Map(x => x.index_select(2, index));
    }

    private static MediaTokens Cut(MediaTokens tokens, long frames, long perFrame)
    {
        var cut = tokens.Map(x => x.unflatten(2, frames, perFrame).flatten(1, 2));
        return new() { Values = cut.Values, Valid = cut.Valid, Seconds = cut.Seconds, Span = cut.Span };
    }

    // A class token's place holds nothing in a row that has none.
    private static MediaTokens OnlyTimeless(MediaTokens classes) => new()
    {
        Values = classes.Values,
        Valid = classes.Valid.logical_and(classes.Timeless!),
        Seconds = classes.Seconds,
        Span = classes.Span,
        Timeless = classes.Timeless,
    };
}
