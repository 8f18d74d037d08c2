using static TorchSharp.torch;

namespace Eegavi.Fusion;

/// <summary>What of a context lies at each query token: the mean of the context tokens that the token may see.</summary>
internal static class AlignedMean
{
    /// <summary>Takes the means.</summary>
    /// <param name="key">[R, M, E] the context; each row has a real token.</param>
    /// <param name="sight">Which context tokens a token may see; a bias weighs them.</param>
    /// <returns>[R, T, E], or [R, 1, E] where all tokens see the same; and [R, T or 1, 1] bool whether a token sees anything, null = all do.</returns>
    public static (Tensor Mean, Tensor? Seen) Of(TokenSequence key, Sight sight)
    {
        if (sight is { Visible: null, Bias: null }) return (Masked.Mean(key.Values, key.Valid).unsqueeze(1), null);
        var (values, mask) = (Masked.Zero(key.Values, key.Valid), KeyMask.Of(key.Valid, sight)!);
        var weights = mask.Bias.squeeze(1).softmax(-1).to_type(values.dtype);                  // [R, T or 1, M]
        return (weights.bmm(values), mask.Seen?.squeeze(1));
    }
}
