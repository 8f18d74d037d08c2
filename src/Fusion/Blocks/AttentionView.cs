using static TorchSharp.torch;

namespace Eegavi.Fusion;

/// <summary>Who reads whom in an attention: clocks, mask and position, which all layers of a block share.</summary>
/// <param name="Query">Clock of the tokens that read, [B, Tq].</param>
/// <param name="Key">Clock of the tokens that are read, [B, Tk].</param>
/// <param name="Mask">What may not be seen, and what the position adds to logits.</param>
/// <param name="Position">How attention knows of time. It is the block's, so no layer holds it: a module in a field would be registered there again.</param>
internal sealed record AttentionView(TokenSequence Query, TokenSequence Key, KeyMask? Mask, IPosition Position)
{
    /// <summary>The view of keys that are real and in sight.</summary>
    public static AttentionView Of(TokenSequence query, TokenSequence key, Sight sight, IPosition position) =>
        new(query, key, KeyMask.Of(key.Valid, sight, position.Bias(query, key)), position);

    /// <summary>Reads in all heads at once.</summary>
    /// <param name="q">[B, Tq, H·d].</param>
    /// <param name="k">[B, Tk, H·d].</param>
    /// <param name="v">[B, Tk, H·d].</param>
    /// <param name="heads">H.</param>
    /// <returns>[B, Tq, H·d]; exactly 0 for a token that sees nothing.</returns>
    public Tensor Read(Tensor q, Tensor k, Tensor v, int heads) => Attention.MergeHeads(Attention.Read(
        Attention.SplitHeads(q, heads), Attention.SplitHeads(k, heads), Attention.SplitHeads(v, heads), new AttentionPlace(Position, Query, Key, Mask)));
}
