using static TorchSharp.torch;

namespace Eegavi.Losses;

/// <summary>Tokens averaged over slots of time, whatever encoder made them.</summary>
internal static class TimeSlots
{
    /// <summary>The mean of the real tokens whose centre lies in each slot.</summary>
    /// <param name="tokens">[B, T, D] with seconds.</param>
    /// <param name="centres">[B, N] centres of the slots in seconds.</param>
    /// <param name="seconds">Length of a slot.</param>
    /// <returns>[B, N, D], 0 where a slot has none, and [B, N] bool: which have any.</returns>
    /// <exception cref="ArgumentException">The end is not tokens with seconds.</exception>
    public static (Tensor Values, Tensor Any) Mean(LossVector tokens, Tensor centres, double seconds)
    {
        if (tokens.Seconds is not { } at) throw new ArgumentException($"Expected tokens with seconds, such as 'tokens.query'; got '{tokens.Name}'.");
        Axes.Match((tokens.Values, "B T D"), (tokens.Present, "B T"), (at, "B T"), (centres, "B N"));
        var since = at.unsqueeze(1) - centres.unsqueeze(2);                                  // [B, N, T]
        var inside = since.ge(-seconds / 2).logical_and(since.lt(seconds / 2)).logical_and(tokens.Present.unsqueeze(1));
        var weights = inside.to_type(tokens.Values.dtype);
        var sum = weights.bmm(Masked.Zero(tokens.Values, tokens.Present));
        return (sum / weights.sum(-1, keepdim: true).clamp_min(1), inside.any(-1));
    }
}
