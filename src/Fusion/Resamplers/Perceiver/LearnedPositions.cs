using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Eegavi.Fusion;

/// <summary>Adds learned positions to media: of frames inside an item, and of items.</summary>
internal static class LearnedPositions
{
    /// <summary>Adds to each token the position of its frame. Class tokens, which are timeless, belong to no frame and are not counted.</summary>
    /// <param name="media">[B, M, N, E].</param>
    /// <param name="table">[most frames, E].</param>
    /// <param name="tokensPerFrame">Tokens of a frame.</param>
    /// <exception cref="ArgumentException">An item has more frames than the table.</exception>
    public static MediaTokens AddFrames(MediaTokens media, Parameter table, int tokensPerFrame)
    {
        if (media.Valid.numel() == 0) return media;
        var timed = media.Timeless is null ? ones_like(media.Valid) : media.Timeless.logical_not();
        var frame = (timed.cumsum(2) - 1).clamp_min(0).div(tokensPerFrame, RoundingMode.floor);     // [B, M, N]
        var most = frame.masked_fill(media.Valid.logical_and(timed).logical_not(), 0).max().ToInt64() + 1;
        if (most > table.shape[0])
            throw new ArgumentException($"Expected at most {table.shape[0]} frames of {tokensPerFrame} tokens in an item, the resampler's learned positions; got {most}. Raise framePositions.");
        var position = table.index_select(0, frame.clamp_max(table.shape[0] - 1).flatten()).view(media.Values.shape);
        return media.With(media.Values + position.masked_fill(timed.logical_not().unsqueeze(-1), 0));
    }

    /// <summary>Adds to each token the position of its item.</summary>
    /// <param name="media">[B, M, N, E].</param>
    /// <param name="table">[most items, 1, E].</param>
    /// <exception cref="ArgumentException">There are more items than the table has.</exception>
    public static MediaTokens AddItems(MediaTokens media, Parameter table)
    {
        var items = media.Values.shape[1];
        if (items > table.shape[0])
            throw new ArgumentException($"Expected at most {table.shape[0]} media items, the resampler's learned positions; got {items}. Raise mediaPositions.");
        return media.With(media.Values + table.narrow(0, 0, items));
    }
}
