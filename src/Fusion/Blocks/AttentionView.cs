using static TorchSharp.torch;

namespace Eegavi.Fusion;

/// <summary>Who reads whom in an attention: clocks, mask and position, which all layers of a block share.</summary>
/// <param name="Query">Clock of the tokens that read, [B, Tq].</param>
/// <param name="Key">Clock of the tokens that are read, [B, Tk].</param>
/// <param name="Mask">What may not be seen, and what the position adds to logits.</param>
/// <param name="Position">How attention knows of time. It is the block's, so no layer holds it: a module in a field would be registered there again.</param>
internal sealed record AttentionView(TokenSequence Query, TokenSequence Key, KeyMask? Mask, IPosition Position)
{
    /// <summary>Which tokens that read are computed. Default all.</summary>
    public PresentTokens Readers { get; init; } = PresentTokens.All;

    /// <summary>Which tokens that are read are computed; the others are hidden. Default all.</summary>
    public PresentTokens Keys { get; init; } = PresentTokens.All;

    /// <summary>The view of keys that are real and in sight.</summary>
    public static AttentionView Of(TokenSequence query, TokenSequence key, Sight sight, IPosition position) =>
        new(query, key, KeyMask.Of(key.Valid, sight, position.Bias(query, key)), position);

    /// <summary>Reads in all heads at once.</summary>
    /// <param name="q">[B, Tq, H·d], or of the readers that are computed.</param>
    /// <param name="tokens">[B, Tk, W], or of the keys that are computed.</param>
    /// <param name="toKv">W → 2·H·d, keys then values.</param>
    /// <param name="heads">H.</param>
    /// <returns>[B, Tq, H·d], or of the readers that are computed; exactly 0 for a token that sees nothing.</returns>
    public Tensor Read(Tensor q, Tensor tokens, Projection toKv, int heads)
    {
        var (queries, place) = (Attention.SplitHeads(Readers.Put(q), heads), new AttentionPlace(Position, Query, Key, Mask));
        return Readers.Take(Attention.MergeHeads(Keys == PresentTokens.All ? TokenAttention.Read(queries, tokens, null, toKv, place) : ReadSome(queries, toKv.call(tokens), place)));
    }

    private Tensor ReadSome(Tensor queries, Tensor kv, AttentionPlace place)
    {
        var parts = Keys.Put(kv).chunk(2, -1);
        var heads = (int)queries.shape[1];
        return Attention.Read(queries, Attention.SplitHeads(parts[0], heads), Attention.SplitHeads(parts[1], heads), place);
    }
}
