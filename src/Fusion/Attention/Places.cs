using static TorchSharp.torch;

namespace Eegavi.Fusion;

/// <summary>Numbers of tokens in their sequences.</summary>
internal static class Places
{
    /// <summary>[B or 1, T] int64: the number of each token, from 0. Where a sequence joins several, each counts for itself: what others bring, or lack, moves none of its tokens.</summary>
    public static Tensor Of(TokenSequence tokens)
    {
        using var scope = NewDisposeScope();
        var count = tokens.Valid.shape[1];
        var number = arange(count, ScalarType.Int64, tokens.Valid.device).unsqueeze(0);
        if (tokens.Modality is not { } modality || count < 2) return number.MoveToOuterDisposeScope();
        var begins = modality.narrow(1, 1, count - 1).ne(modality.narrow(1, 0, count - 1));         // [B, T − 1]
        var first = cat([zeros_like(modality.narrow(1, 0, 1)), number.narrow(1, 1, count - 1) * begins], 1).cummax(1).Item1;
        return (number - first).MoveToOuterDisposeScope();
    }
}
