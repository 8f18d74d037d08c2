using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Fusion;

/// <summary>What rules of visibility ask of two clocks.</summary>
internal static class Clocks
{
    /// <summary>Half a millisecond, below any sampling period in use: added so that rounding of float32 decides no borderline case.</summary>
    public const double Rounding = 5e-4;

    /// <summary>[B, Tq, Tk]: by how many seconds the centres are further apart than the spans differ; 0 at least.</summary>
    public static Tensor Apart(TokenSequence query, TokenSequence key) =>
        (Between(query.Seconds, key.Seconds) - Between(query.Span, key.Span)).clamp_min(0);

    /// <summary>[B, Tq, Tk] bool: the keys that are over, or have begun, when the query ends. Wrong times under a mask compare as anything.</summary>
    public static Tensor Past(TokenSequence query, TokenSequence key, Moment from)
    {
        var now = query.Seconds + query.Span + Rounding;
        return At(key, from).unsqueeze(1).le(now.unsqueeze(2));
    }

    /// <summary>What a time rule shows, and besides it all that timeless tokens see and all that see them.</summary>
    public static Sight OrTimeless(Tensor visible, TokenSequence query, TokenSequence key)
    {
        if (query.Timeless is not null) visible = visible.logical_or(query.Timeless.unsqueeze(2));
        if (key.Timeless is not null) visible = visible.logical_or(key.Timeless.unsqueeze(1));
        return new(visible);
    }

    /// <summary>Refuses times of real tokens that are no times, as far as that can be known without waiting for a device.</summary>
    /// <exception cref="ArgumentException">Which tokens, how many.</exception>
    public static void Check(TokenSequence query, TokenSequence key)
    {
        Axes.Match((query.Seconds, "B T"), (query.Span, "B T"), (key.Seconds, "B M"), (key.Span, "B M"));
        Check(query, "queries");
        Check(key, "keys");
    }

    private static void Check(TokenSequence tokens, string name)
    {
        if (tokens.Seconds.device_type != DeviceType.CPU || (Masked.Finite(tokens.Seconds) && Masked.Finite(tokens.Span))) return;
        using var scope = NewDisposeScope();
        var timed = tokens.Timeless is null ? tokens.Valid : tokens.Valid.logical_and(tokens.Timeless.logical_not());
        var wrong = timed.logical_and((tokens.Seconds + tokens.Span).isfinite().logical_not());
        if (!wrong.any().ToBoolean()) return;
        throw new ArgumentException($"Expected finite seconds and spans at every real token of the {name} [B, T] = [{string.Join(", ", wrong.shape)}]; got {wrong.sum().ToInt64()} tokens without.");
    }

    // [B, Tq], [B, Tk] → [B, Tq, Tk].
    private static Tensor Between(Tensor query, Tensor key) => (key.unsqueeze(1) - query.unsqueeze(2)).abs();

    private static Tensor At(TokenSequence tokens, Moment moment) => moment switch
    {
        Moment.Start => tokens.Seconds - tokens.Span,
        Moment.Centre => tokens.Seconds,
        _ => tokens.Seconds + tokens.Span,
    };
}
