using static TorchSharp.torch;

namespace Eegavi.Fusion;

/// <summary>What of a context lies at each query token: the mean of the context tokens that the token may see.</summary>
internal static class AlignedMean
{
    /// <summary>Takes the means.</summary>
    /// <param name="key">[R, M, E] the context, 0 where it is not real.</param>
    /// <param name="sight">Which context tokens a token may see; a bias weighs them.</param>
    /// <returns>[R, T, E], or [R, 1, E] where all tokens see the same; and [R, T or 1, 1] bool whether a token sees anything, null = all do.</returns>
    public static (Tensor Mean, Tensor? Seen) Of(TokenSequence key, Sight sight)
    {
        if (KeyMask.Of(key.Valid, sight) is not { Bias: { } bias } mask) return (key.Values.mean([1], keepdim: true), null);
        var weights = bias.squeeze(1).softmax(-1).to_type(key.Values.dtype);                   // [R, T or 1, M]
        return (weights.bmm(key.Values), mask.Seen?.squeeze(1));
    }
}
