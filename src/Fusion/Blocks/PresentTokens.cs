using static TorchSharp.torch;

namespace Eegavi.Fusion;

/// <summary>Which tokens of a joined sequence belong to a modality that the row has, so that what is computed token by token is computed for those and no others.</summary>
internal sealed class PresentTokens
{
    private readonly long _rows, _tokens;
    private readonly Tensor? _index;

    private PresentTokens(long rows, long tokens, Tensor? index) => (_rows, _tokens, _index) = (rows, tokens, index);

    /// <summary>Every token of every row.</summary>
    public static PresentTokens All { get; } = new(0, 0, null);

    /// <summary>The tokens of a sequence that joins several: a token that is padding counts where its modality has any other.</summary>
    /// <param name="sequences">[R, T_i] each, as <see cref="JoinedTokens"/> joins them.</param>
    public static PresentTokens Of(IReadOnlyList<(TokenSequence Tokens, int Modality)> sequences)
    {
        var present = sequences.Select(part => part.Tokens.Present()).ToList();
        // Mostly every row has everything, and then no index is needed.
        return present.TrueForAll(Masked.All) ? All : Of(cat([.. sequences.Zip(present, (part, rows) => rows.unsqueeze(1).expand(part.Tokens.Valid.shape))], 1));
    }

    /// <summary>The tokens where a mask is true.</summary>
    /// <param name="there">[R, N] bool.</param>
    public static PresentTokens Of(Tensor there)
    {
        var index = there.flatten().nonzero().squeeze(1);
        return index.shape[0] == there.numel() ? All : new(there.shape[0], there.shape[1], index);
    }

    /// <summary>[R, N, D] → [n, D]; the same tensor where every token is there.</summary>
    public Tensor Take(Tensor x) => _index is null ? x : x.flatten(0, 1).index_select(0, _index);

    /// <summary>[n, D] → [R, N, D] with 0 at every other token.</summary>
    public Tensor Put(Tensor x) => _index is null
        ? x
        : zeros([_rows * _tokens, x.shape[1]], x.dtype, x.device).index_copy(0, _index, x).view(_rows, _tokens, x.shape[1]);
}
